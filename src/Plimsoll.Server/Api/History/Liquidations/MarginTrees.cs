namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>An account's figures explained around one record.</summary>
/// <param name="Before">As they stood before it.</param>
/// <param name="After">As they stood after it.</param>
internal sealed record MarginTrees(MarginTree Before, MarginTree After);
