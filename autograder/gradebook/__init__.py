"""What happened, kept: hand-ins, their gradings, and what counts of them."""

from autograder.gradebook.book import Counted, Gradebook
from autograder.gradebook.database import GradebookError
from autograder.gradebook.exports import csv_text, document
from autograder.gradebook.queries import Count
from autograder.gradebook.rows import Provenance, pack

__all__ = [
    "Count",
    "Counted",
    "Gradebook",
    "GradebookError",
    "Provenance",
    "csv_text",
    "document",
    "pack",
]
