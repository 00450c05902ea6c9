"""nbgrader's course folders: written so that nbgrader accepts them, read without trusting them."""
