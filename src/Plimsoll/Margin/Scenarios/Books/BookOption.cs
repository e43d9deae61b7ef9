using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>A European option.</summary>
/// <param name="Name">Its symbol, for the explanation.</param>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">Above zero, in the quote currency.</param>
/// <param name="Quantity">In underlyings, signed.</param>
/// <param name="Volatility">Implied, per root of a year, not negative: 0.5 is fifty percent.</param>
public sealed record BookOption(string Name, OptionType Type, double Strike, double Quantity, double Volatility)
{
    /// <summary>The coin it settles in, where that matters; empty otherwise.</summary>
    public string Settlement { get; init; } = "";

    /// <summary>What one of that coin is worth in money, above zero; 1 while it keeps its peg.</summary>
    public double SettlementPrice { get; init; } = 1;

    /// <summary>
    /// Of an inverse option in a book that counts in money: what one of the coin in which it pays is worth there, above zero; it is worth that much of its value ÷ forward.
    /// Null where it pays in what the book counts in.
    /// </summary>
    public double? CoinPrice { get; init; }
}
