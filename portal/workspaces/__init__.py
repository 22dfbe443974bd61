"""Opening a learner's workspace; the only caller of the Hub's REST API."""
