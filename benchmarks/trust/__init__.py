"""The same hostile submissions, handed in to nbgrader, to Otter-Grader and to us."""
