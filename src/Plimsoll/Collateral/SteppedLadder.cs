using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>A ladder of discount rates given by a few rungs and a constant step after them, until nothing counts.</summary>
/// <remarks>Source: OKX, discount rate tiers: three explicit rungs, then a constant amount and a constant rate per rung.</remarks>
public sealed class SteppedLadder
{
    /// <summary>The most rungs that a ladder may have.</summary>
    public const int MaxRungs = 10_000;

    private const int ScaleDecimals = 9;

    private readonly DiscountRung[] _stated;
    private readonly (decimal Amount, decimal Rate)? _step;

    /// <summary>Builds a ladder.</summary>
    /// <param name="stated">The explicit rungs: amounts rise from zero, rates from 0 to 1 do not rise. At least one.</param>
    /// <param name="step">What each further rung adds to the amount and takes off the rate, both above zero; null: nothing counts beyond.</param>
    /// <exception cref="ArgumentException">The rungs are not in order, or there would be more than <see cref="MaxRungs"/>.</exception>
    public SteppedLadder(IEnumerable<DiscountRung> stated, (decimal Amount, decimal Rate)? step)
    {
        _stated = [.. stated];
        _step = step;
        if (FaultOf(_stated, step) is { } fault)
        {
            throw new ArgumentException(fault, nameof(stated));
        }
    }

    /// <summary>Says what keeps rungs and step from being a ladder; null if nothing.</summary>
    public static string? FaultOf(IReadOnlyList<DiscountRung> stated, (decimal Amount, decimal Rate)? step)
    {
        ArgumentNullException.ThrowIfNull(stated);
        if (stated.Count == 0 || step is { Amount: <= 0 } or { Rate: <= 0 })
        {
            return "A ladder needs a rung, and steps above zero.";
        }

        for (var i = 0; i < stated.Count; i++)
        {
            var before = i == 0 ? new DiscountRung(0, 1) : stated[i - 1];
            if (stated[i].UpTo <= before.UpTo || stated[i].Rate > before.Rate || stated[i].Rate < 0)
            {
                return $"Rung {i + 1}: amounts must rise from 0, rates must lie within 0 and 1 and not rise.";
            }
        }

        var further = step is { } each ? Math.Ceiling(stated[^1].Rate / each.Rate) : 0;
        return stated.Count + further > MaxRungs ? $"The steps make more than {MaxRungs} rungs; the step of the rate is too small." : null;
    }

    /// <summary>The rungs whose rate is above zero; the stated ones in any case.</summary>
    public IEnumerable<DiscountRung> Rungs
    {
        get
        {
            for (var tier = 1; Rung(tier) is { } rung && (tier <= _stated.Length || rung.Rate > 0); tier++)
            {
                yield return rung;
            }
        }
    }

    /// <summary>The rung of a number, the first is 1. Beyond the last that counts the amounts go on and the rate is zero.</summary>
    /// <returns>The rung, or null where the ladder has no steps and ends before.</returns>
    public DiscountRung? Rung(int tier)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tier, 1);
        var beyond = tier - _stated.Length;
        if (beyond <= 0)
        {
            return _stated[tier - 1];
        }

        var last = _stated[^1];
        return _step is { } step ? new(last.UpTo + (beyond * step.Amount), Math.Max(0, last.Rate - (beyond * step.Rate))) : null;
    }

    /// <summary>The same as the haircuts by which the engine values collateral.</summary>
    /// <param name="decimals">Decimals of the asset, 0 … 18.</param>
    public HaircutLadder ToHaircuts(int decimals)
    {
        var scale = (decimal)ExactMath.PowerOfTen(decimals);
        return new(Rungs.Select(rung => new HaircutRung(new((Int128)(rung.UpTo * scale)), new((long)((1 - rung.Rate) * Rate.NanoPerOne)))));
    }

    /// <summary>The part of an amount that counts, rounded down to nine decimals; a debt counts in full.</summary>
    /// <param name="amount">Amount of the asset, signed.</param>
    public decimal Counted(decimal amount)
    {
        if (amount <= 0)
        {
            return amount;
        }

        var scale = (decimal)ExactMath.PowerOfTen(ScaleDecimals);
        return (decimal)ToHaircuts(ScaleDecimals).Counted(new((Int128)(amount * scale))).Units / scale;
    }
}
