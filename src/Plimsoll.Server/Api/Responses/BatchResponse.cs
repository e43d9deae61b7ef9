namespace Plimsoll.Server.Api.Responses;

/// <summary>What became of a batch.</summary>
/// <param name="Results">One for each operation, in their order.</param>
public sealed record BatchResponse(IReadOnlyList<BatchResult> Results);
