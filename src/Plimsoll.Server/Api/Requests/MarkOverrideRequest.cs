using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes a mark price by hand; another key has to approve it.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Price">The mark.</param>
/// <param name="Until">Until when it holds.</param>
public sealed record MarkOverrideRequest(string Instrument, DecimalText Price, TimeText Until);
