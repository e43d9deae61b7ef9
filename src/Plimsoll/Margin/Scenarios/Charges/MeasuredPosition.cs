using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A position with its sensitivities, as charges look at it.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Quantity">In underlyings, signed; of collateral in coins.</param>
/// <param name="Delta">In underlyings.</param>
/// <param name="Vega">In the quote currency, per 1.00 of volatility.</param>
/// <param name="Seconds">Time to expiry; null for what has none.</param>
/// <param name="Strike">Of an option; 0 for others.</param>
/// <param name="Settlement">The coin it settles in; empty where that does not matter.</param>
/// <param name="Collateral">Of collateral: the holding.</param>
public sealed record MeasuredPosition(
    string Name,
    PositionKind Kind,
    double Quantity,
    double Delta,
    double Vega,
    double? Seconds,
    double Strike,
    string Settlement,
    CollateralHolding? Collateral = null
)
{
    /// <summary>What one of the settlement coin is worth in money, above zero.</summary>
    public double SettlementPrice { get; init; } = 1;

    /// <summary>Of a perpetual or a future its own mark; null for others.</summary>
    public double? Mark { get; init; }
}
