"""From an uploaded notebook to scores and words: prepare, execute, score, feedback."""
