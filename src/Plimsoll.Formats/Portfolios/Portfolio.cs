using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>A portfolio: what an account holds, and the prices at which it is looked at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ModelName">The model it is margined by, unless another is asked for.</param>
/// <param name="At">The day or time, by which the version of the model is chosen.</param>
/// <param name="Balances">Amounts of assets; below zero is a debt.</param>
/// <param name="Positions">The positions.</param>
/// <param name="Orders">The open orders.</param>
/// <param name="Market">Prices, by symbol of the instrument, or by name of the underlying or asset.</param>
/// <param name="Facts">What the rules beside margin need to know, by the rule's name.</param>
/// <param name="Fields">The whole file.</param>
public sealed record Portfolio(
    string Name,
    string? ModelName,
    DateTimeOffset? At,
    IReadOnlyList<(string Asset, decimal Amount)> Balances,
    IReadOnlyList<HeldPosition> Positions,
    IReadOnlyList<OpenOrder> Orders,
    IReadOnlyDictionary<string, Quote> Market,
    IReadOnlyDictionary<string, MappingNode> Facts,
    Fields Fields
)
{
    /// <summary>The file's name, for messages.</summary>
    public required string FileName { get; init; }

    /// <summary>The account's class, by which a model may choose its rule; null for none.</summary>
    public string? AccountClass { get; init; }

    /// <summary>Whether there is anything that needs margin.</summary>
    public bool HasHoldings => Balances.Count + Positions.Count + Orders.Count > 0;
}
