using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Moves collateral into or out of an isolated position.</summary>
/// <param name="Account">The account it belongs to.</param>
/// <param name="Instrument">The instrument of the position.</param>
/// <param name="Amount">Into the position; below zero out of it.</param>
public sealed record MoveIsolatedRequest(string Account, string Instrument, DecimalText Amount);
