"""The portal: people, courses, quizzes, submissions, evidence and reports."""
