#!/usr/bin/env python3
"""Computes every table and coefficient of src/Plimsoll/Numerics, and writes the table files.

Needs mpmath. Nothing here is taken from another library: tables are values of the functions themselves at 60 digits,
polynomials interpolate them at Chebyshev nodes, rational starts are least-squares fits. The result is committed;
run this again only to change a degree or a grid:  python3 eng/numerics/coefficients.py
"""
import pathlib
import mpmath as mp

mp.mp.dps = 60
TARGET = pathlib.Path(__file__).resolve().parents[2] / "src" / "Plimsoll" / "Numerics"


def nearest(x):
    """The double nearest to x: mpmath rounds half to even at 53 bits."""
    with mp.workprec(53):
        return float(+x)


def moment(n, x):
    """The integral of u^n exp(-xu - u^2/2) over u > 0, by the parabolic cylinder function."""
    return mp.gamma(n + 1) * mp.e ** (x * x / 4) * mp.pcfd(-n - 1, x)


def interpolation(f, low, high, degree):
    """Coefficients, lowest first, of the polynomial through f at Chebyshev nodes, in t = (x - middle) / (high - low)."""
    nodes = [mp.cos(mp.pi * (k + mp.mpf(1) / 2) / (degree + 1)) / 2 for k in range(degree + 1)]
    rows = mp.matrix([[t**j for j in range(degree + 1)] for t in nodes])
    values = mp.matrix([f((low + high) / 2 + (high - low) * t) for t in nodes])
    return list(mp.lu_solve(rows, values))


def rational(f, low, high, top, bottom, points=400, rounds=6):
    """A(x) / B(x), B(0) = 1, by least squares, reweighted with the last denominator."""
    xs = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (k + mp.mpf(1) / 2) / points) for k in range(points)]
    fs = [f(x) for x in xs]
    weights = [mp.mpf(1)] * points
    for _ in range(rounds):
        rows = mp.matrix([[x**j * w for j in range(top + 1)] + [-v * x**j * w for j in range(1, bottom + 1)]
                          for x, v, w in zip(xs, fs, weights)])
        solved = mp.lu_solve(rows, mp.matrix([v * w for v, w in zip(fs, weights)]))
        a, b = list(solved[: top + 1]), [mp.mpf(1)] + list(solved[top + 1:])
        weights = [1 / abs(mp.polyval(b[::-1], x)) for x in xs]
    worst = max(abs(mp.polyval(a[::-1], x) / mp.polyval(b[::-1], x) - v) for x, v in zip(xs, fs))
    return a, b, worst


def table(file, summary, remarks, spans):
    lines = ["namespace Plimsoll.Numerics;", "", f"/// <summary>{summary}</summary>",
             f"/// <remarks>{remarks} Written by eng/numerics/coefficients.py.</remarks>", f"internal static class {file}", "{"]
    for at, (name, comment, values) in enumerate(spans):
        lines += [""] if at else []
        lines += [f"    /// <summary>{comment}</summary>", f"    public static ReadOnlySpan<double> {name} =>", "        ["]
        row = "           "
        for value in values:
            text = f" {value!r},"
            if len(row) + len(text) > 136:
                lines.append(row)
                row = "           "
            row += text
        lines += [row, "        ];"]
    (TARGET / f"{file}.cs").write_text("\n".join(lines + ["}", ""]))


def exponential():
    exact = [mp.mpf(2) ** (mp.mpf(j) / 64) for j in range(64)]
    table("ExponentialTable", "Two to the power of j/64, in two doubles.", "The pair is right to 2^-107.",
          [("High", "The nearest double.", [nearest(v) for v in exact]),
           ("Low", "What the nearest double lacks.", [nearest(v - mp.mpf(nearest(v))) for v in exact])])


def logarithm():
    factors = [mp.nint(1024 / (1 + (mp.mpf(j) + mp.mpf(1) / 2) / 128)) / 1024 for j in range(128)]
    factors[0], factors[127] = mp.mpf(1), mp.mpf(1) / 2  # so that near one the logarithm is that of one plus the rest alone
    split = next(j for j in range(128) if 1 + mp.mpf(j) / 128 > mp.sqrt(2))
    exact = [-mp.log(c if j < split else 2 * c) for j, c in enumerate(factors)]
    print("logarithm: halve the mantissa from entry", split)
    table("LogarithmTable", "Reciprocals of mantissas in few bits, and their logarithms.",
          "Entry j serves mantissas from 1 + j/128 on. From entry 54 on (just above the root of two) the mantissa counts as halved.",
          [("Reciprocal", "A multiple of 1/1024 near the reciprocal of the mantissas.", [nearest(c) for c in factors]),
           ("High", "Minus the logarithm of the reciprocal (of its double from entry 54 on): the nearest double.", [nearest(v) for v in exact]),
           ("Low", "What the nearest double lacks.", [nearest(v - mp.mpf(nearest(v))) for v in exact])])


def mills():
    def of_u(f):
        return lambda u: f(4 / u - 4) * 4 / u
    pieces, degree, order = 32, 8, 15
    ratio = of_u(lambda x: moment(0, x))
    start = of_u(lambda x: moment(order + 1, x) / moment(order, x) / (order + 1))
    spans = []
    for name, comment, f in (("Ratio", "(x + 4) times Mills' ratio.", ratio),
                             ("Start", "(x + 4) times the ratio of its Taylor coefficients 16 and 15.", start)):
        values, worst = [], 0
        for i in range(pieces):
            low, high = mp.mpf(i) / pieces, mp.mpf(i + 1) / pieces
            c = [nearest(v) for v in interpolation(f, low, high, degree)]
            values += c
            for k in range(1, 20):
                t = mp.mpf(k) / 20 - mp.mpf(1) / 2
                worst = max(worst, abs(mp.polyval([mp.mpf(v) for v in c[::-1]], t) / f((low + high) / 2 + t / pieces) - 1))
        print("mills", name, "relative error with coefficients rounded", mp.nstr(worst, 3))
        spans.append((name, comment + " 32 polynomials of degree 8, lowest coefficient first.", values))
    table("MillsTable", "Mills' ratio of the normal distribution on the whole half-line, in pieces.",
          "Piece i serves 128/(x + 4) from i to i + 1, in the distance from its middle.", spans)


def single(name, f, low, high, degree):
    exact = interpolation(f, low, high, degree)
    c = [nearest(v) for v in exact]
    worst = max(abs(mp.polyval([mp.mpf(v) for v in c[::-1]], mp.mpf(k) / 200 - mp.mpf(1) / 2)
                    / f((low + high) / 2 + (high - low) * (mp.mpf(k) / 200 - mp.mpf(1) / 2)) - 1) for k in range(1, 200))
    print(name, mp.nstr(worst, 3), c, "and of the first", nearest(exact[0] - mp.mpf(c[0])))


def quantile_starts():
    def central(v):
        q = mp.sqrt(v)
        return mp.sqrt(2) * mp.erfinv(2 * q) / q
    a, b, worst = rational(central, mp.mpf("1e-6"), mp.mpf("0.1156"), 3, 3)
    print("central start, absolute error", mp.nstr(worst, 3), [nearest(v) for v in a], [nearest(v) for v in b])

    def tail(w):
        p = mp.e ** (-w * w / 2)
        z = w - mp.log(w * 2.5) / w
        for _ in range(60):
            step = moment(0, z) - p * mp.sqrt(2 * mp.pi) * mp.e ** (z * z / 2)
            z += step
            if abs(step) < mp.mpf("1e-25"):
                break
        return z
    for low, high, top, bottom in ((mp.mpf("1.9"), mp.mpf("38.7"), 5, 4), (mp.mpf("1.9"), mp.mpf("38.7"), 4, 3)):
        a, b, worst = rational(tail, low, high, top, bottom, points=200)
        print("tail start, absolute error", mp.nstr(worst, 3), [nearest(v) for v in a], [nearest(v) for v in b])


if __name__ == "__main__":
    exponential()
    logarithm()
    mills()
    # The centred distribution over z in powers of (z^2 - 1/2), z^2 from 0 to 1.
    single("centred", lambda v: mp.erf(mp.sqrt(v / 2)) / 2 / mp.sqrt(v) if v else 1 / mp.sqrt(2 * mp.pi), mp.mpf(0), mp.mpf(1), 10)
    quantile_starts()
    for name, v in (("ln2/64", mp.log(2) / 64), ("64/ln2", 64 / mp.log(2)), ("ln sqrt 2pi", mp.log(2 * mp.pi) / 2),
                    ("sqrt 2pi", mp.sqrt(2 * mp.pi)), ("1/sqrt 2pi", 1 / mp.sqrt(2 * mp.pi))):
        print(name, nearest(v), nearest(v - mp.mpf(nearest(v))))
    high = mp.floor(mp.log(2) * 2**42) / 2**42  # 42 bits: a multiple of it by an exponent is exact
    print("ln2 in 42 bits and the rest", nearest(high), nearest(mp.log(2) - high))
