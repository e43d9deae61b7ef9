namespace Plimsoll.Pricing;

/// <summary>Value and sensitivities of a position in its settlement currency, in units that add up over strikes, expiries and instruments.</summary>
/// <remarks>
/// <para>Moves of the underlying are relative, those of volatility in points, so that figures of one currency may be summed whatever they are of. With V the
/// option's price in the quote currency: linear contracts settle in it; inverse ones settle v = V ÷ F in coin, hence F v′ = Δ − V/F (delta less the premium),
/// F² v″ = F Γ − 2Δ + 2V/F, and F ∂v′/∂σ = vanna − vega/F.</para>
/// <para>Source: the definitions themselves; docs/spec/0013-options.md (OPTN-022 … OPTN-024). Pure; does not allocate.</para>
/// </remarks>
/// <param name="Value">What it is worth, in the settlement currency.</param>
/// <param name="Delta">Gain per unit of relative move: the notional of forward that moves alike. One percent up gains a hundredth of it.</param>
/// <param name="Gamma">F² times the second derivative, per one percent move: a move of p percent gains another p²/200 of it, beside delta.</param>
/// <param name="Vega">Per point of volatility.</param>
/// <param name="Theta">Per day; for an option with less than a day to live, until its expiry.</param>
/// <param name="Rho">Per 0.01 of the rate, the forward held.</param>
/// <param name="Vanna">Change of <see cref="Vega"/> per one percent move.</param>
/// <param name="Volga">Change of <see cref="Vega"/> per point.</param>
public readonly record struct CashGreeks(
    double Value,
    double Delta,
    double Gamma,
    double Vega,
    double Theta,
    double Rho,
    double Vanna,
    double Volga
)
{
    private const double DaysPerYear = 365;

    /// <summary>One option settled in the quote currency.</summary>
    /// <param name="greeks">Those of <see cref="Black76.Greeks"/>.</param>
    /// <param name="forward">F &gt; 0.</param>
    /// <param name="years">T.</param>
    public static CashGreeks OfLinear(Black76Greeks greeks, double forward, double years) =>
        new(
            greeks.Price,
            greeks.Delta * forward,
            greeks.Gamma * forward * forward * 0.01,
            greeks.Vega * 0.01,
            greeks.Theta * Math.Min(1 / DaysPerYear, years),
            greeks.Rho * 0.01,
            greeks.Vanna * forward * 1e-4,
            greeks.Volga * 1e-4
        );

    /// <summary>One option settled in coin, worth V ÷ F coins.</summary>
    /// <param name="greeks">Those of <see cref="Black76.Greeks"/>, in the quote currency.</param>
    /// <param name="forward">F &gt; 0.</param>
    /// <param name="years">T.</param>
    public static CashGreeks OfInverse(Black76Greeks greeks, double forward, double years)
    {
        var value = greeks.Price / forward;
        return new(
            value,
            greeks.Delta - value,
            ((greeks.Gamma * forward) - (2 * greeks.Delta) + (2 * value)) * 0.01,
            greeks.Vega / forward * 0.01,
            greeks.Theta / forward * Math.Min(1 / DaysPerYear, years),
            greeks.Rho / forward * 0.01,
            (greeks.Vanna - (greeks.Vega / forward)) * 1e-4,
            greeks.Volga / forward * 1e-4
        );
    }

    /// <summary>One linear future or perpetual on one unit, bought at <paramref name="entry"/>.</summary>
    /// <param name="forward">Its price.</param>
    /// <param name="entry">What it was bought at.</param>
    public static CashGreeks OfLinearFuture(double forward, double entry) => new(forward - entry, forward, 0, 0, 0, 0, 0, 0);

    /// <summary>One inverse future or perpetual with a face of one unit of the quote currency, bought at <paramref name="entry"/>: worth 1/entry − 1/F coins.</summary>
    /// <param name="forward">Its price, above zero.</param>
    /// <param name="entry">What it was bought at, above zero.</param>
    public static CashGreeks OfInverseFuture(double forward, double entry) =>
        new((1 / entry) - (1 / forward), 1 / forward, -2 / forward * 0.01, 0, 0, 0, 0, 0);

    /// <summary>A coin's figures in the quote currency at a price held: what they come to when they are to be added to linear ones.</summary>
    /// <remarks>The coin that the value itself consists of moves too; hold it as a linear future of that quantity beside.</remarks>
    /// <param name="price">Quote currency per coin.</param>
    public CashGreeks At(double price) => this * price;

    /// <summary>A coin's figures in the quote currency where the coin itself moves as the underlying does: with v coins worth v F, F (vF)′ = F (F v′ + v) and F² (vF)″ = F (F² v″ + 2 F v′).</summary>
    /// <remarks>An inverse option's are those of a linear one; an inverse future's have no gamma left (OPTN-025).</remarks>
    /// <param name="price">Quote currency per coin.</param>
    public CashGreeks WithCoin(double price) =>
        (this with { Delta = Delta + Value, Gamma = Gamma + (0.02 * Delta), Vanna = Vanna + (0.01 * Vega) }).At(price);

    /// <summary>Of two positions together.</summary>
    public static CashGreeks operator +(CashGreeks left, CashGreeks right) => left.Add(right);

    /// <summary>Of a position of so many contracts; negative for short.</summary>
    public static CashGreeks operator *(CashGreeks greeks, double quantity) => greeks.Multiply(quantity);

    /// <summary>Of this and another position together, settled in the same currency.</summary>
    public CashGreeks Add(CashGreeks other) =>
        new(
            Value + other.Value,
            Delta + other.Delta,
            Gamma + other.Gamma,
            Vega + other.Vega,
            Theta + other.Theta,
            Rho + other.Rho,
            Vanna + other.Vanna,
            Volga + other.Volga
        );

    /// <summary>Of so many contracts; negative for short.</summary>
    public CashGreeks Multiply(double quantity) =>
        new(
            Value * quantity,
            Delta * quantity,
            Gamma * quantity,
            Vega * quantity,
            Theta * quantity,
            Rho * quantity,
            Vanna * quantity,
            Volga * quantity
        );
}
