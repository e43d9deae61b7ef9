using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Moves collateral between the venue and the world outside.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">Above zero.</param>
public sealed record CollateralRequest(string Account, string Asset, DecimalText Amount);
