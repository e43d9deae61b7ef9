using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A mark set by hand.</summary>
/// <param name="Price">The mark.</param>
/// <param name="Until">Until when it holds.</param>
/// <param name="ProposedBy">Whose key proposed it.</param>
/// <param name="ApprovedBy">Whose key put it into force; null while it waits.</param>
public sealed record MarkOverrideResponse(DecimalText Price, TimeText Until, KeyName ProposedBy, KeyName? ApprovedBy);
