using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>A position of a portfolio.</summary>
/// <param name="Instrument">The symbol.</param>
/// <param name="Quantity">Signed, in contracts: above zero is long.</param>
/// <param name="Entry">Average entry price; null when the position is carried at the mark.</param>
/// <param name="Leverage">The user's leverage, if chosen.</param>
/// <param name="IsIsolated">Whether it is its own unit of margin.</param>
/// <param name="Isolated">The margin it was given, if isolated and stated; otherwise its initial margin at the user's leverage.</param>
/// <param name="Added">Margin added to an isolated position beyond that.</param>
/// <param name="Fields">The entry of the file.</param>
public sealed record HeldPosition(
    string Instrument,
    decimal Quantity,
    decimal? Entry,
    decimal? Leverage,
    bool IsIsolated,
    decimal? Isolated,
    decimal Added,
    Fields Fields
);
