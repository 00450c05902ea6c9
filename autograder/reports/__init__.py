"""The pages that people read: feedback for a student, a report for a class.

Each page is one HTML document that stands alone: no script, no network, nothing to install.
"""

from autograder.reports.class_page import class_html, class_pages
from autograder.reports.feedback import feedback_html
from autograder.reports.model import ClassReport, ClusterPart, Feedback
from autograder.reports.names import feedback_file_name

__all__ = [
    "ClassReport",
    "ClusterPart",
    "Feedback",
    "class_html",
    "class_pages",
    "feedback_file_name",
    "feedback_html",
]
