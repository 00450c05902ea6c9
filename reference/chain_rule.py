"""The chain rule, in general and on one slide's example: paths add up, factors multiply."""


def chain_rule(dz_dv, dv_dx):
    """Return ∂z/∂x_i = Σ_j ∂z/∂v_j ∂v_j/∂x_i, where z = u(v_1, ..., v_J) and every v_j is of x.

    dz_dv: array (J,), float64: entry j is ∂z/∂v_j.
    dv_dx: array (J, n), float64: row j holds ∂v_j/∂x_1, ..., ∂v_j/∂x_n.
    Returns an array (n,): one derivative for each x_i, over all the paths that lead to it.

    Source: S. J. Goubalan, Initiation au Deep Learning (chain rule).
    """
    return dz_dv @ dv_dx


def dz_dx(x, y, f, fp, g, gp, h, hp):
    """Return ∂z/∂x at (x, y), where z = 2 f(x + 3y) + 6 g(5x) h(y).

    x, y: floats. f, g, h: functions of one number. fp, gp, hp: their derivatives f', g', h'.
    Not all of them are needed. Returns one number.

    Source: T. Artières, Deep Learning (chain rule).
    """
    dz_da, dz_db = 2, 6 * h(y)
    da_dx, db_dx = fp(x + 3 * y), 5 * gp(5 * x)
    return dz_da * da_dx + dz_db * db_dx
