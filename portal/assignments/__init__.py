"""Assignments, releases, submissions and their grades."""
