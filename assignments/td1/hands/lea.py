"""Léa's file was cut while it was being sent."""

OPTIONS = {"language": "en", "like": "ada", "truncate": 0.6}
