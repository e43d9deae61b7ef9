#!/usr/bin/env python3
"""Prints the reference values that tests/Plimsoll.Tests compares with, from mpmath at 80 digits, as "inputs -> result" in hex doubles.

Inputs are doubles taken exactly; results are rounded once. Usage: python3 eng/numerics/references.py FILE [COUNT]
COUNT multiplies the number of random rows (1 is what is committed).
"""
import math
import pathlib
import random
import struct
import sys
import mpmath as mp

mp.mp.dps = 80
rng = random.Random(1976)


def bits(x):
    return "%016x" % struct.unpack(">Q", struct.pack(">d", x))[0]


def nearest(x):
    """Rounded once, also where the result is subnormal."""
    if x == 0:
        return 0.0
    exponent = max(int(mp.floor(mp.log(abs(x), 2))) - 52, -1074)
    return math.ldexp(int(mp.nint(mp.ldexp(x, -exponent))), exponent)


def cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def quantile(p):
    p = mp.mpf(p)
    if p > 0.5:
        return -quantile(1 - p)
    z = -mp.sqrt(-2 * mp.log(p)) if p < 0.1 else mp.mpf(0) + (p - mp.mpf(1) / 2) * mp.mpf("2.5066")
    for _ in range(200):
        e = (cdf(z) - p) / (mp.e ** (-z * z / 2) / mp.sqrt(2 * mp.pi))
        step = e / (1 + z * e / 2)
        z -= step
        if abs(step) < mp.mpf(10) ** -70 * (abs(z) + mp.mpf(10) ** -30):
            return z
    raise ValueError(p)


def otm(f, k, s):
    f, k = mp.mpf(f), mp.mpf(k)
    lo, hi = min(f, k), max(f, k)
    d = mp.log(lo / hi) / s
    return lo * cdf(d + s / 2) - hi * cdf(d - s / 2)


def price(call, f, k, s):
    intrinsic = max(mp.mpf(0), mp.mpf(f) - k if call else mp.mpf(k) - f)
    return intrinsic + otm(f, k, s)


def rows(times):
    uniform = rng.uniform
    for _ in range(60 * times):
        x = rng.choice([uniform(-745, 709.7), uniform(-1, 1), uniform(-40, 40), uniform(-1e-6, 1e-6)])
        yield "exp", [x], mp.e ** mp.mpf(x)
    for _ in range(60 * times):
        x = rng.choice([2.0 ** uniform(-1074, 1023.9), 1 + uniform(-0.02, 0.02), uniform(0.5, 2), 1 + uniform(-1e-9, 1e-9)])
        yield "log", [x], mp.log(x)
    for _ in range(80 * times):
        x = rng.choice([2.0 ** uniform(-1000, 1000), uniform(0.5, 2), 1 + uniform(-1e-3, 1e-3)])
        y = uniform(-740, 705) / float(mp.log(x)) * rng.choice([1, 0.1, 1e-3])
        yield "pow", [x, y], mp.mpf(x) ** mp.mpf(y)
    for _ in range(60 * times):
        x = rng.choice([uniform(-38.4, 8), uniform(-3, 3), uniform(-37.5, -20), uniform(-1e-3, 1e-3)])
        yield "cdf", [x], cdf(mp.mpf(x))
        yield "pdf", [x], mp.e ** (-mp.mpf(x) ** 2 / 2) / mp.sqrt(2 * mp.pi)
    for _ in range(60 * times):
        p = rng.choice([10.0 ** uniform(-323, -1), uniform(0, 1), 0.5 + uniform(-1e-6, 1e-6), uniform(0.1, 0.9), 1 - 10.0 ** uniform(-15, -1)])
        yield "quantile", [p], quantile(p)
    for _ in range(120 * times):
        call = rng.choice([0.0, 1.0])
        f = 10.0 ** uniform(-3, 6)
        s = 10.0 ** uniform(-4, 1)
        k = f * float(mp.e ** (s * uniform(-36, 36))) if rng.random() < 0.6 else f * (1 + uniform(-1, 1) * s * 0.1)
        if 1e-200 < k < 1e200:
            yield "otm", [f, k, s], otm(f, k, mp.mpf(s))
            yield "price", [call, f, k, s], price(call, f, k, mp.mpf(s))
    for _ in range(40 * times):
        f, t, v, df = 10.0 ** uniform(-1, 5), 10.0 ** uniform(-4, 0.5), uniform(0.05, 3), uniform(0.7, 1.05)
        k = f * float(mp.e ** (v * mp.sqrt(t) * uniform(-6, 6)))
        call = rng.choice([0.0, 1.0])
        F, K, T, V, D = map(mp.mpf, (f, k, t, v, df))
        s = V * mp.sqrt(T)
        d1 = mp.log(F / K) / s + s / 2
        d2 = d1 - s
        n = mp.e ** (-d1 * d1 / 2) / mp.sqrt(2 * mp.pi) * D
        p = D * price(call, f, k, s)
        args = [call, f, k, v, t, df]
        sign = 1 if call else -1
        yield "greek-price", args, p
        yield "greek-delta", args, sign * D * cdf(sign * d1)
        yield "greek-gamma", args, n / (F * s)
        yield "greek-vega", args, F * n * mp.sqrt(T)
        yield "greek-theta", args, -mp.log(D) / T * p - F * n * V / (2 * mp.sqrt(T))
        yield "greek-rho", args, -T * p
        yield "greek-vanna", args, -n * d2 / V
        yield "greek-volga", args, F * n * mp.sqrt(T) * d1 * d2 / V


def total_of(f, k, wanted):
    """The total volatility at which the option out of the money is worth exactly `wanted`."""
    low, high = mp.mpf(10) ** -40, mp.mpf(400)
    for _ in range(70):  # to where Newton converges, whatever the scale
        middle = mp.sqrt(low * high)
        low, high = (middle, high) if otm(f, k, middle) < wanted else (low, middle)
    f, k = mp.mpf(f), mp.mpf(k)
    s = mp.sqrt(low * high)
    for _ in range(200):
        d1 = mp.log(min(f, k) / max(f, k)) / s + s / 2
        value = otm(f, k, s)
        step = mp.log(value / wanted) * value / (min(f, k) * mp.e ** (-d1 * d1 / 2) / mp.sqrt(2 * mp.pi))
        s -= step
        if abs(step) < s * mp.mpf(10) ** -40:
            return s
    raise ValueError((f, k, wanted))


def implied_rows(times):
    """A price rounded to a double, and the total volatility of that very double: call flag, forward, strike, price -> s."""
    uniform = rng.uniform
    count = 0
    while count < 160 * times:
        f = 10.0 ** uniform(-3, 6)
        s = 10.0 ** rng.choice([uniform(-8, 1.1), uniform(-2, 0.7)])
        side = rng.random()
        k = f if side < 0.06 else f * float(mp.e ** (s * uniform(-36, 36))) if side < 0.6 else f * (1 + uniform(-1, 1) * min(s, 1) * 0.1)
        call = rng.choice([0.0, 1.0])
        if not 1e-150 < k < 1e150:
            continue
        mp.mp.dps = 80
        p = nearest(price(call, f, k, mp.mpf(s)))
        time_value = mp.mpf(p) - max(mp.mpf(0), mp.mpf(f) - k if call else mp.mpf(k) - f)
        if p < 1e-300 or time_value <= 0 or time_value >= min(f, k):
            continue
        mp.mp.dps = 420  # the far wing is a difference of numbers that agree in hundreds of digits
        count += 1
        yield "implied", [call, f, k, p], total_of(f, k, time_value)
    mp.mp.dps = 80


if __name__ == "__main__":
    lines = [" ".join([kind] + [bits(x) for x in xs] + [bits(nearest(r))]) for make in (rows, implied_rows) for kind, xs, r in make(int(sys.argv[2]) if len(sys.argv) > 2 else 1)]
    pathlib.Path(sys.argv[1]).write_text("\n".join(lines) + "\n")
