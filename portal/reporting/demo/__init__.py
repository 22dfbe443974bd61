"""A made-up house with made-up people, so that reports can be seen and tried."""
