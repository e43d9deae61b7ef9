using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An insurance fund.</summary>
/// <param name="Asset">Its asset.</param>
/// <param name="Account">Its account's name.</param>
/// <param name="Balance">What it has, in the asset.</param>
/// <param name="NetLiquidationValue">What it would have if it closed everything at the mark, in the numeraire.</param>
/// <param name="Equity">The same after haircuts.</param>
/// <param name="MaintenanceMargin">What the positions that it has taken over need.</param>
/// <param name="Positions">Positions that it has taken over.</param>
public sealed record FundResponse(
    string Asset,
    string Account,
    DecimalText Balance,
    DecimalText NetLiquidationValue,
    DecimalText Equity,
    DecimalText MaintenanceMargin,
    IReadOnlyList<PositionResponse> Positions
);
