using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks for the liquidation surface of an account: all prices move alike.</summary>
/// <param name="Account">The account.</param>
/// <param name="Price">The largest move of prices either way, above 0 and below 1.</param>
/// <param name="Volatility">The largest move of volatilities either way, above 0.</param>
public sealed record StressRequest(string Account, DecimalText? Price = null, DecimalText? Volatility = null);
