"""Machine-made wrong answers: small slips in the reference, which the hidden cases must refuse.

The mutation testers on PyPI change files and run test commands, and know neither axes nor
transposes. Here a mutant is one function's source, and what judges it is a question's own cases.
"""
