"""Commands of the foundations."""
