namespace Plimsoll.Server.Api.Requests;

/// <summary>Several operations, one after the other.</summary>
/// <param name="Operations">At most 100; no batch among them.</param>
public sealed record BatchRequest(IReadOnlyList<BatchItem> Operations);
