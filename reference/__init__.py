"""The solutions, written to be read: NumPy in float64, columns are instances.

Unless a docstring says otherwise, `X` has shape (n0, m) with one instance per column, `W` has
shape (n_out, n_in), `b` has shape (n_out, 1), and costs are means over the m instances.
"""
