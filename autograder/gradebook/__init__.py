"""What happened, kept: hand-ins, their gradings, and what counts of them."""

from autograder.gradebook.book import Counted, Finished, Gradebook
from autograder.gradebook.database import GradebookError
from autograder.gradebook.exports import csv_text, submission_document
from autograder.gradebook.queries import Count
from autograder.gradebook.recording import Recorded, Recording
from autograder.gradebook.rows import Provenance, pack

__all__ = [
    "Count",
    "Counted",
    "Finished",
    "Gradebook",
    "GradebookError",
    "Provenance",
    "Recorded",
    "Recording",
    "csv_text",
    "pack",
    "submission_document",
]
