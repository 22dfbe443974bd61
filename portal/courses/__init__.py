"""Courses, modules, lessons and quizzes as Wagtail pages, and their files."""
