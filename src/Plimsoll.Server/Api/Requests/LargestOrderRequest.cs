using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks for the largest order that would be taken.</summary>
/// <param name="Account">The account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Price">The worst price; absent for the mark.</param>
public sealed record LargestOrderRequest(string Account, string Instrument, Side Side, DecimalText? Price = null);
