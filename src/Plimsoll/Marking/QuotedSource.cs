namespace Plimsoll.Marking;

/// <summary>One venue's quote as an index sees it.</summary>
/// <param name="Price">Its price, above zero.</param>
/// <param name="Weight">Its weight, not negative.</param>
/// <param name="Age">Time since it was updated, not negative.</param>
public readonly record struct QuotedSource(decimal Price, decimal Weight, decimal Age);
