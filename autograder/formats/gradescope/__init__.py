"""Gradescope: the .zip that its autograder is made of, and the results that it reads.

Its machine unpacks the .zip to /autograder/source, runs `setup.sh` once, and for every submission
`run_autograder`, which finds the hand-in in /autograder/submission and leaves
/autograder/results/results.json.
"""
