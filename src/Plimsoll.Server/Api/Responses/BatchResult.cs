using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What became of one operation of a batch.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Status">As it would have been answered by itself: 200, or that of the problem.</param>
/// <param name="Answer">Its answer; null when it was refused.</param>
/// <param name="Problem">Why not; null when it was not refused.</param>
public sealed record BatchResult(string Operation, int Status, JsonElement? Answer, JsonObject? Problem);
