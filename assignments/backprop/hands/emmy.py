"""Emmy opened the notebook, and handed it in as it was."""

OPTIONS = {"language": "en", "id": "..."}
