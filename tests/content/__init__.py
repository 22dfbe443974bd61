"""Tests of the words, data and exercises under courses/ and exercises/."""
