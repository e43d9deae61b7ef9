namespace Plimsoll.Formats.Models;

/// <summary>Something that could not be established and changes figures, so that whoever reads them is told.</summary>
/// <param name="BearsOn">Whose figures it changes: <c>futures</c>, <c>options</c>, <c>orders</c>, <c>balances</c>, or <c>all</c>.</param>
/// <param name="Words">What is not known, and what is done instead, in half a line.</param>
public sealed record ModelCaveat(string BearsOn, string Words)
{
    /// <summary>The words for whose figures it changes.</summary>
    public static IReadOnlyList<string> Choices { get; } = [All, Futures, Options, Orders, Balances];

    internal const string All = "all";
    internal const string Futures = "futures";
    internal const string Options = "options";
    internal const string Orders = "orders";
    internal const string Balances = "balances";
}
