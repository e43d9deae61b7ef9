namespace Plimsoll.Server.Api.Responses;

/// <summary>One field that differs from the rules in force.</summary>
/// <param name="Field">The field, dotted, as requests spell it: <c>fees.taker</c>, <c>margin.tiers[0].initial_margin_rate</c>, <c>weights.NAME</c>.</param>
/// <param name="From">What it is; null where there is none.</param>
/// <param name="To">What it becomes; null where there will be none.</param>
public sealed record FieldChange(string Field, string? From, string? To);
