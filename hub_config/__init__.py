"""The workspaces: one sandboxed notebook server for each learner, behind one public address."""
