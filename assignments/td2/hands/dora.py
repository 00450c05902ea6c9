"""Dora rend le notebook tel qu'elle l'a reçu, sans fichier."""

OPTIONS = {"language": "fr"}
