"""Master notebooks for otter assign, and the notebooks that come back from its students."""
