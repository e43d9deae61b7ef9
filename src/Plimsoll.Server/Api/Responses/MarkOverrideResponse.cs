using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A mark set by hand.</summary>
/// <param name="Price">The mark.</param>
/// <param name="Until">Until when it holds.</param>
/// <param name="ProposedBy">Whose key proposed it; null for keys that may not see proposals, which see a mark in force alone.</param>
/// <param name="ApprovedBy">Whose key put it into force; null while it waits, and for keys that may not see proposals.</param>
public sealed record MarkOverrideResponse(DecimalText Price, TimeText Until, KeyName? ProposedBy, KeyName? ApprovedBy);
