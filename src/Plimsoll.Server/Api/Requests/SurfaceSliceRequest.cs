using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>One expiry's smile: total variance w(k) = a + b (ρ (k − m) + √((k − m)² + σ²)) over k = log(strike ÷ forward).</summary>
/// <param name="Expiry">The expiry.</param>
/// <param name="Forward">The forward, in the index's currency; at most nine digits after the point.</param>
/// <param name="A">The level; at most twelve digits after the point, as all that follow.</param>
/// <param name="B">How steep both wings are.</param>
/// <param name="Rho">How much steeper the right wing is than the left, −1 to 1.</param>
/// <param name="M">Where the vertex lies.</param>
/// <param name="Sigma">How round the vertex is, above zero.</param>
public sealed record SurfaceSliceRequest(
    TimeText Expiry,
    DecimalText Forward,
    DecimalText A,
    DecimalText B,
    DecimalText Rho,
    DecimalText M,
    DecimalText Sigma
);
