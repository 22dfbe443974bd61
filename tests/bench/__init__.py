"""Measurements. Every figure is a ratio within one run, or stands beside its peer's."""
