using System.Globalization;

namespace Plimsoll.Values;

/// <summary>A user's chosen leverage in hundredths: 12.5x is 1250. Between 1x and 1000x.</summary>
/// <remarks><c>default</c> means "not chosen": the instrument's tiers alone set the initial margin.</remarks>
/// <param name="Hundredths">Leverage times 100.</param>
public readonly record struct Leverage(int Hundredths)
{
    /// <summary>Not chosen.</summary>
    public static Leverage Unset => default;

    /// <summary>The least that can be chosen: 1x.</summary>
    public static Leverage Min => new(100);

    /// <summary>The most that can be chosen: 1000x.</summary>
    public static Leverage Max => new(100_000);

    /// <summary>Whether the leverage is unset or within <see cref="Min"/> … <see cref="Max"/>.</summary>
    public bool IsValid => Hundredths == 0 || (Hundredths >= Min.Hundredths && Hundredths <= Max.Hundredths);

    /// <summary>The initial margin rate 1 ÷ leverage, rounded up, for comparison with other rates; zero when unset. Margin is <see cref="InitialMargin"/>.</summary>
    public Rate InitialMarginRate =>
        Hundredths == 0 ? Rate.Zero : new((long)ExactMath.Divide(100 * Rate.NanoPerOne, Hundredths, Rounding.Ceiling));

    /// <summary>The initial margin rate 1 ÷ leverage for people to read, with as many digits as a decimal has; zero when unset.</summary>
    public decimal ToDecimalRate() => Hundredths == 0 ? 0 : 100m / Hundredths;

    /// <summary>The part of <paramref name="notional"/> that the leverage asks for, notional ÷ leverage, rounded up once; nothing when unset.</summary>
    /// <remarks>One fraction, and not notional times a rate: 240,000 at 15x is 16,000 to the last unit.</remarks>
    public Money InitialMargin(Money notional) =>
        Hundredths == 0 ? Money.Zero : new(ExactMath.MulDiv(notional.Units, 100, Hundredths, Rounding.Ceiling));

    /// <summary>The most leverage whose initial margin rate is still <paramref name="least"/>, between 1x and 1000x.</summary>
    /// <param name="least">The least initial margin rate, above 0.</param>
    public static Leverage Most(Rate least)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least.Nano, nameof(least));
        // The largest h with ceil(100 · nano ÷ h) ≥ least.
        var hundredths = least.Nano == 1 ? int.MaxValue : ExactMath.Divide(100 * Rate.NanoPerOne, least.Nano - 1, Rounding.Ceiling) - 1;
        return new((int)Int128.Clamp(hundredths, Min.Hundredths, Max.Hundredths));
    }

    /// <summary>A whole leverage.</summary>
    public static Leverage Of(int times) => new(checked(times * 100));

    /// <summary>The leverage as people write it, such as 12.5x, whether it is valid or not.</summary>
    public override string ToString() => Hundredths == 0 ? "unset" : string.Create(CultureInfo.InvariantCulture, $"{Hundredths / 100m}x");
}
