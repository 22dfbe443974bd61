"""Department figures, suppression and downloads."""
