namespace Plimsoll.Server.Api.Rules;

/// <summary>An index's rules.</summary>
/// <param name="Index">Its symbol, such as <c>BTC/USD</c>.</param>
/// <param name="Decimals">Digits of its prices, 0 to 12; stays for ever.</param>
/// <param name="Sources">Its sources, 1 to 32; their weights may change later, nothing else.</param>
/// <param name="Limits">How it treats them; absent for the defaults.</param>
public sealed record IndexRules(string Index, int Decimals, IReadOnlyList<IndexSourceRules> Sources, IndexLimits? Limits = null);
