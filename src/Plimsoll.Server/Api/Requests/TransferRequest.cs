using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Moves collateral between two accounts of one owner.</summary>
/// <param name="From">Who gives.</param>
/// <param name="To">Who receives.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">Above zero.</param>
public sealed record TransferRequest(string From, string To, string Asset, DecimalText Amount);
