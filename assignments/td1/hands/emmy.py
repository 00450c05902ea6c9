"""Emmy hands in the release untouched."""

OPTIONS = {"language": "en"}
