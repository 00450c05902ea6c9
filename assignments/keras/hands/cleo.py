"""Cléo hands in the release as it is."""

OPTIONS = {"language": "en"}
