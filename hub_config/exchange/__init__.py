"""The learner's side of the exchange: runs inside a workspace and speaks HTTP to the portal."""
