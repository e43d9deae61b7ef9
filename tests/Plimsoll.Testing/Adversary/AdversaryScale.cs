namespace Plimsoll.Testing.Adversary;

/// <summary>In how large numbers a hostile venue lives.</summary>
public enum AdversaryScale
{
    /// <summary>Prices of some hundreds, dollars without cents: a unit of price is much, and boxes often end exactly at the line.</summary>
    Coarse = 0,

    /// <summary>Prices of a few units: boxes of no width.</summary>
    Tiny = 1,

    /// <summary>Prices and dollars with four decimals in all: roundings everywhere.</summary>
    Fine = 2,

    /// <summary>Prices, quantities and deposits at the edge of what is accepted.</summary>
    Huge = 3,
}
