using System.Text.Json.Nodes;

namespace Plimsoll.Fuzz.Requests;

/// <summary>One member of a request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where REST has it.</param>
/// <param name="Schema">What it may be.</param>
/// <param name="IsRequired">Whether it has to be there.</param>
internal sealed record OperationMember(string Name, MemberPlace Place, JsonNode Schema, bool IsRequired);
