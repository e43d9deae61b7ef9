namespace Plimsoll.Margin.Options;

/// <summary>All that an account has on one underlying, and its market.</summary>
/// <param name="Name">The underlying's name.</param>
/// <param name="Spot">Spot price, above zero.</param>
/// <param name="SpotConfidence">How sure its oracle is, from 0 to 1.</param>
/// <param name="PerpetualPrice">The perpetual's mark, above zero.</param>
/// <param name="PerpetualConfidence">How sure its oracle is, from 0 to 1.</param>
/// <param name="PerpetualQuantity">Signed position in the perpetual.</param>
/// <param name="PerpetualProfit">Its unrealised profit with unpaid funding, signed.</param>
/// <param name="Collateral">Underlying held as collateral, zero or more.</param>
/// <param name="Expiries">The options, by expiry.</param>
/// <param name="Terms">The terms.</param>
public sealed record UnderlyingBook(
    string Name,
    decimal Spot,
    decimal SpotConfidence,
    decimal PerpetualPrice,
    decimal PerpetualConfidence,
    decimal PerpetualQuantity,
    decimal PerpetualProfit,
    decimal Collateral,
    IReadOnlyList<OptionExpiry> Expiries,
    UnderlyingMarginTerms Terms
);
