using System.Text.Json;

namespace Plimsoll.Server.Api.Requests;

/// <summary>One operation of a batch.</summary>
/// <param name="Operation">Its name, such as <c>orders.place</c>.</param>
/// <param name="Request">All members of its request, those of address and query too; absent for none.</param>
/// <param name="IdempotencyKey">The caller's own name for it, so that it can be sent again; absent for none.</param>
public sealed record BatchItem(string Operation, JsonElement? Request = null, string? IdempotencyKey = null);
