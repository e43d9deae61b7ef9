namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>A perpetual or dated future: its value runs with its own price.</summary>
/// <param name="Name">Its symbol, for the explanation.</param>
/// <param name="Quantity">In underlyings, signed. Of an inverse contract: its face value over its price.</param>
/// <param name="Price">Its mark, above zero unless nothing is held.</param>
public sealed record LinearHolding(string Name, double Quantity, double Price)
{
    /// <summary>Seconds to its expiry; null for a perpetual.</summary>
    public double? Seconds { get; init; }

    /// <summary>Profit not yet settled, funding included; in the book's unit.</summary>
    public double UnrealisedProfit { get; init; }

    /// <summary>How sure its price is, from 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>The coin it settles in, where that matters (a stablecoin may lose its peg); empty otherwise.</summary>
    public string Settlement { get; init; } = "";

    /// <summary>What one of that coin is worth in money, above zero; 1 while it keeps its peg.</summary>
    public double SettlementPrice { get; init; } = 1;

    /// <summary>
    /// Of an inverse contract in a book that counts in money: what one of the coin in which it pays is worth there, above zero. Its profit is made in coins, and they move with the
    /// underlying. Null where profit is made in what the book counts in.
    /// </summary>
    public double? CoinPrice { get; init; }
}
