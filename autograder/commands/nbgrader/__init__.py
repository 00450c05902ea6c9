"""Grading for nbgrader: its gradebook and its folders, our sandbox and our judge."""
