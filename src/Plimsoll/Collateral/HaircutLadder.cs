using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>A haircut that grows with the amount held: each slice has its own; beyond the last rung nothing counts.</summary>
/// <remarks>Source: OKX discount tiers, Binance portfolio margin (P12). docs/spec/0004-margin.md (MARG-010 … MARG-013).</remarks>
public sealed class HaircutLadder
{
    private readonly HaircutRung[] _rungs;

    /// <summary>Builds a ladder from rungs in ascending order.</summary>
    /// <exception cref="ArgumentException">No rung, amounts that do not rise, or haircuts that fall.</exception>
    public HaircutLadder(IEnumerable<HaircutRung> rungs)
    {
        _rungs = [.. rungs];
        if (_rungs.Length == 0)
        {
            throw new ArgumentException("A haircut ladder needs at least one rung.", nameof(rungs));
        }

        for (var i = 0; i < _rungs.Length; i++)
        {
            var previous = i == 0 ? Money.Zero : _rungs[i - 1].UpTo;
            if (_rungs[i].UpTo <= previous || (i > 0 && _rungs[i].Haircut.Nano < _rungs[i - 1].Haircut.Nano))
            {
                throw new ArgumentException($"Rung {i + 1}: amounts must rise from 0 and haircuts must not fall.", nameof(rungs));
            }
        }
    }

    /// <summary>The rungs.</summary>
    public ReadOnlySpan<HaircutRung> Rungs => _rungs;

    /// <summary>One haircut for any amount.</summary>
    public static HaircutLadder Uniform(Haircut haircut) => new([new(AssetLimits.MaxAmount, haircut)]);

    /// <summary>The part of <paramref name="amount"/> that counts, in the asset's own units, rounded down. Not for negative amounts.</summary>
    public Money Counted(Money amount)
    {
        ref readonly var first = ref _rungs[0];
        if (first.Haircut.WeightNano == Rate.NanoPerOne && !amount.IsNegative && amount <= first.UpTo)
        {
            return amount; // what the sum below comes to: most of what is held is the numeraire, in full
        }

        Int128 weighted = 0;
        var from = Money.Zero;
        foreach (ref readonly var rung in _rungs.AsSpan())
        {
            var slice = Money.Min(amount, rung.UpTo) - from;
            if (slice.Units <= 0)
            {
                break;
            }

            weighted = checked(weighted + (slice.Units * rung.Haircut.WeightNano));
            from = rung.UpTo;
        }

        return new(ExactMath.Divide(weighted, Rate.NanoPerOne, Rounding.Floor));
    }
}
