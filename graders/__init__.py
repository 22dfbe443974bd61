"""The grading program: runs and scores notebooks in a sandbox. Imports nothing by itself."""
