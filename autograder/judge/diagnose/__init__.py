"""Why an answer is wrong: a known mistake, two at once, or a relation to the right answer."""
