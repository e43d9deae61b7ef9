using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Pays money from outside into an insurance fund.</summary>
/// <param name="Asset">The fund's asset.</param>
/// <param name="Amount">Above zero.</param>
public sealed record FundInsuranceRequest(string Asset, DecimalText Amount);
