#!/usr/bin/env python3
"""Prints the coefficients of src/Plimsoll/Kernels/Pricing/TailFormula.cs: an exponential and a rational of Mills' ratio for prices in bulk.

Needs mpmath. The exponential's polynomial interpolates (exp(r) - 1 - r) / r^2 at Chebyshev nodes of |r| <= ln 2 / 2. The rational is a
least-squares fit, reweighted (Sanathanan and Koerner; Lawson) towards the least largest error of density times ratio.
Run it again only to change a degree:  python3 eng/numerics/kernels.py
"""
import mpmath as mp

mp.mp.dps = 50


def nearest(x):
    """The double nearest to x."""
    with mp.workprec(53):
        return float(+x)


def exponential(degree):
    half = mp.log(2) / 2 * mp.mpf("1.0001")  # the reduction's own rounding may step a little beyond
    nodes = [half * mp.cos(mp.pi * (k + mp.mpf(1) / 2) / (degree + 1)) for k in range(degree + 1)]
    rows = mp.matrix([[r**j for j in range(degree + 1)] for r in nodes])
    values = mp.matrix([(mp.e**r - 1 - r) / r**2 if r else mp.mpf(1) / 2 for r in nodes])
    return [nearest(c) for c in mp.lu_solve(rows, values)]


def mills(x):
    return mp.erfc(x / mp.sqrt(2)) * mp.e ** (x * x / 2) * mp.sqrt(mp.pi / 2)


def tail(top, bottom, floor=mp.mpf("1e-9"), points=140, rounds=20):
    """P and Q with density(x) * sqrt(2 pi) * P / Q the upper tail, from 0 to 40; the far end counts with the weight of the floor."""
    low = 1 / (1 + mp.mpf(40) / 3)
    us = [(low + 1) / 2 + (1 - low) / 2 * mp.cos(mp.pi * (k + mp.mpf(1) / 2) / points) for k in range(points)]
    xs = [3 * (1 / u - 1) for u in us]
    fs = [mills(x) for x in xs]
    weights = [mp.e ** (-x * x / 2) + floor for x in xs]
    extra, below, best = [mp.mpf(1)] * points, [mp.mpf(1)] * points, None
    for turn in range(rounds):
        rows, right = mp.matrix(points, top + bottom + 1), mp.matrix(points, 1)
        for i in range(points):
            scale = weights[i] * extra[i] / below[i]
            for j in range(top + 1):
                rows[i, j] = xs[i] ** j * scale
            for j in range(1, bottom + 1):
                rows[i, top + j] = -fs[i] * xs[i] ** j * scale
            right[i] = fs[i] * scale
        found = mp.lu_solve(rows, right)
        p, q = list(found[: top + 1]), [mp.mpf(1)] + list(found[top + 1 :])
        below = [mp.polyval(q[::-1], x) for x in xs]
        errors = [abs((mp.polyval(p[::-1], x) / d - f) * w) for x, d, f, w in zip(xs, below, fs, weights)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), p, q)
        if turn >= 3:
            mean = sum(errors) / points
            extra = [e * mp.sqrt(mp.mpf("0.05") + error / mean) for e, error in zip(extra, errors)]
            extra = [e / max(extra) for e in extra]
    root = mp.sqrt(2 * mp.pi)
    return [nearest(c) for c in best[1]], [nearest(c * root) for c in best[2]]


if __name__ == "__main__":
    print("exponential", exponential(9))
    p, q = tail(6, 7)
    print("top", p)
    print("bottom", q)
