namespace Plimsoll.Values;

/// <summary>A user's chosen leverage in hundredths: 12.5x is 1250. Between 1x and 1000x.</summary>
/// <remarks><c>default</c> means "not chosen": the instrument's tiers alone set the initial margin.</remarks>
/// <param name="Hundredths">Leverage times 100.</param>
public readonly record struct Leverage(int Hundredths)
{
    /// <summary>Not chosen.</summary>
    public static Leverage Unset => default;

    /// <summary>Whether the leverage is unset or within 1x … 1000x.</summary>
    public bool IsValid => Hundredths is 0 or (>= 100 and <= 100_000);

    /// <summary>The initial margin rate 1 ÷ leverage, rounded up; zero when unset.</summary>
    public Rate InitialMarginRate =>
        Hundredths == 0 ? Rate.Zero : new((long)ExactMath.Divide(100 * Rate.NanoPerOne, Hundredths, Rounding.Ceiling));

    /// <summary>A whole leverage.</summary>
    public static Leverage Of(int times) => new(checked(times * 100));
}
