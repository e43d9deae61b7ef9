using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Chooses leverage for an instrument.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Leverage">From 1, such as <c>"12.5"</c>.</param>
public sealed record SetLeverageRequest(string Account, string Instrument, DecimalText Leverage);
