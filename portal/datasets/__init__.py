"""Datasets, their licences and disclosure assessments."""
