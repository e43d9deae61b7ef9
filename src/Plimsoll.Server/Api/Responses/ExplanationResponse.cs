namespace Plimsoll.Server.Api.Responses;

/// <summary>Margin figures as trees whose leaves add up.</summary>
/// <param name="Account">The account.</param>
/// <param name="Equity">Equity, asset by asset.</param>
/// <param name="NetLiquidationValue">Net liquidation value, asset by asset.</param>
/// <param name="InitialMargin">Initial margin, position by position.</param>
/// <param name="MaintenanceMargin">Maintenance margin, position by position.</param>
/// <param name="Text">The same to read, line by line.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record ExplanationResponse(
    string Account,
    ExplanationPart Equity,
    ExplanationPart NetLiquidationValue,
    ExplanationPart InitialMargin,
    ExplanationPart MaintenanceMargin,
    string Text,
    long Sequence
);
