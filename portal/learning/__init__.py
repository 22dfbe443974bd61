"""Enrolment, completion and quiz attempts."""
