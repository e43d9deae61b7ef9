namespace Plimsoll.Pricing;

/// <summary>Sensitivities of one option as Deribit shows them: of its worth in dollars, per unit that a trader moves in.</summary>
/// <remarks>
/// <para>They are those of the price in dollars also where the premium is paid in coin. Delta is not adjusted for the premium; <see cref="CashGreeks.OfInverse"/>
/// has that. Checked against the venue's own figures: docs/spec/0013-options.md (OPTN-020, OPTN-021). Vanna and volga it does not show; they follow the same units.</para>
/// </remarks>
/// <param name="Delta">Dollars per dollar of the underlying.</param>
/// <param name="Gamma">Delta per dollar of the underlying.</param>
/// <param name="Vega">Dollars per point (0.01) of volatility.</param>
/// <param name="Theta">Dollars per day; for an option with less than a day to live, until its expiry.</param>
/// <param name="Rho">Dollars per 0.01 of the rate, the spot held: T K Φ(d2) for a call, −T K Φ(−d2) for a put.</param>
/// <param name="Vanna">Delta per point of volatility.</param>
/// <param name="Volga">Vega per point of volatility.</param>
public readonly record struct DisplayedGreeks(double Delta, double Gamma, double Vega, double Theta, double Rho, double Vanna, double Volga)
{
    private const double DaysPerYear = 365;

    /// <summary>From the unscaled sensitivities.</summary>
    /// <param name="greeks">Those of <see cref="Black76.Greeks"/> at the same arguments.</param>
    /// <param name="forward">F.</param>
    /// <param name="years">T.</param>
    public static DisplayedGreeks Of(Black76Greeks greeks, double forward, double years) =>
        new(
            greeks.Delta,
            greeks.Gamma,
            greeks.Vega * 0.01,
            greeks.Theta * Math.Min(1 / DaysPerYear, years),
            // With the spot held the forward moves too: ∂V/∂r = −T V + T F ∂V/∂F.
            (greeks.Rho + (years * forward * greeks.Delta)) * 0.01,
            greeks.Vanna * 0.01,
            greeks.Volga * 1e-4
        );

    /// <summary>Of two positions on one underlying together.</summary>
    public static DisplayedGreeks operator +(DisplayedGreeks left, DisplayedGreeks right) => left.Add(right);

    /// <summary>Of a position of so many contracts; negative for short.</summary>
    public static DisplayedGreeks operator *(DisplayedGreeks greeks, double quantity) => greeks.Multiply(quantity);

    /// <summary>Of a future or a coin: it moves as its underlying does, and by nothing else.</summary>
    /// <param name="underlyings">How many underlyings it comes to, signed.</param>
    public static DisplayedGreeks OfUnderlyings(double underlyings) => new(underlyings, 0, 0, 0, 0, 0, 0);

    /// <summary>Of this and another position on the same underlying together.</summary>
    public DisplayedGreeks Add(DisplayedGreeks other) =>
        new(
            Delta + other.Delta,
            Gamma + other.Gamma,
            Vega + other.Vega,
            Theta + other.Theta,
            Rho + other.Rho,
            Vanna + other.Vanna,
            Volga + other.Volga
        );

    /// <summary>Of so many contracts; negative for short.</summary>
    public DisplayedGreeks Multiply(double quantity) =>
        new(Delta * quantity, Gamma * quantity, Vega * quantity, Theta * quantity, Rho * quantity, Vanna * quantity, Volga * quantity);
}
