"""The HTTP face that nbgrader's plugins talk to."""
