namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>A price that held at a moment.</summary>
/// <param name="Of">The instrument or index.</param>
/// <param name="Kind"><c>mark_price</c> or <c>index_price</c>.</param>
/// <param name="Price">The price.</param>
/// <param name="Before">The price before the record; null when it is not known.</param>
/// <param name="Sequence">The record that set it.</param>
internal sealed record PriceThen(string Of, string Kind, string Price, string? Before, long Sequence);
