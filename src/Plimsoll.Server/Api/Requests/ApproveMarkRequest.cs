using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Approves a mark by hand: the one that was looked at, and no other that has come to its place meanwhile.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Price">The proposed mark, as <c>mark_override</c> of the instrument shows it.</param>
/// <param name="Until">Until when it is to hold, as shown there.</param>
public sealed record ApproveMarkRequest(string Instrument, DecimalText Price, TimeText Until);
