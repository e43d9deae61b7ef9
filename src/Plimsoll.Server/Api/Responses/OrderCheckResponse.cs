using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An answer to a check of an order: whether it would be taken, and what it would cost in margin.</summary>
/// <param name="Accepted">Whether it would be taken.</param>
/// <param name="Code">Why not; null when it would.</param>
/// <param name="Reason">The same as a name.</param>
/// <param name="Field">What is to blame; null when nothing is.</param>
/// <param name="Shortfall">What is missing; null when nothing is.</param>
/// <param name="ShortfallAsset">Of which asset: margin is missing in the numeraire, a spot order's cover in what it gives away; null when nothing is.</param>
/// <param name="InitialMargin">Initial margin as it is.</param>
/// <param name="InitialMarginOpen">Initial margin with the order open; null when it cannot be told.</param>
/// <param name="InitialMarginFilled">Initial margin with the order filled at the mark; null when it cannot be told.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record OrderCheckResponse(
    bool Accepted,
    int? Code,
    string? Reason,
    string? Field,
    DecimalText? Shortfall,
    string? ShortfallAsset,
    DecimalText InitialMargin,
    DecimalText? InitialMarginOpen,
    DecimalText? InitialMarginFilled,
    long Sequence
);
