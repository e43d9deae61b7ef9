using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>One input of a number.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what: an asset or an instrument; empty for a price or a rate.</param>
public sealed record ExplanationStep(string Name, DecimalText Value, string Unit);
