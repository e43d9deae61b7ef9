using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An account after one move.</summary>
/// <param name="Price">The move of all prices.</param>
/// <param name="Equity">Its equity then, isolated positions included.</param>
/// <param name="MaintenanceMargin">Its maintenance margin then.</param>
/// <param name="Pnl">By how much its net liquidation value changes.</param>
/// <param name="Liquidated">Units of margin that would be below their line.</param>
public sealed record StressCellResponse(
    DecimalText Price,
    DecimalText Equity,
    DecimalText MaintenanceMargin,
    DecimalText Pnl,
    IReadOnlyList<string> Liquidated
);
