"""How fast grading is: beside others, against the limit, and as a class grows."""
