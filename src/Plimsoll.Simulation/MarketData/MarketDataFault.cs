namespace Plimsoll.Simulation.MarketData;

/// <summary>What is wrong with a price file. Names are told in small letters, as <c>low_above_high</c>; numbers are those of docs/spec/0011-replay.md and never reused.</summary>
public enum MarketDataFault
{
    /// <summary>There is no such file, or it may not be read.</summary>
    FileNotReadable = 1,

    /// <summary>The file holds no byte.</summary>
    EmptyFile = 2,

    /// <summary>The name says gzip, the content is something else.</summary>
    NotGzip = 3,

    /// <summary>The compressed stream breaks off or is damaged.</summary>
    DamagedGzip = 4,

    /// <summary>The header lacks a column.</summary>
    MissingColumn = 5,

    /// <summary>The file has a header and no bar.</summary>
    NoBars = 6,

    /// <summary>A row has fewer fields than the header.</summary>
    MissingField = 7,

    /// <summary>A field that must hold a number holds something else.</summary>
    NotANumber = 8,

    /// <summary>A field holds NaN or an infinity.</summary>
    NotFinite = 9,

    /// <summary>A price is zero or below, or a volume is below zero.</summary>
    NotPositive = 10,

    /// <summary>A number is too large or too fine to be carried exactly.</summary>
    OutOfRange = 11,

    /// <summary>The low of a bar is above its high.</summary>
    LowAboveHigh = 12,

    /// <summary>The close, or on most venues the open, lies outside the bar's range.</summary>
    OutsideRange = 13,

    /// <summary>A bar does not begin on a whole minute.</summary>
    NotWholeMinute = 14,

    /// <summary>A bar is earlier than the one before it.</summary>
    OutOfOrder = 15,

    /// <summary>Two bars of one series begin in the same minute.</summary>
    DuplicateBar = 16,

    /// <summary>No venue has a bar for too long.</summary>
    Gap = 17,

    /// <summary>No series in the files can be priced in USD.</summary>
    NoUsableSeries = 18,

    /// <summary>The text cannot be read as comma-separated values.</summary>
    NotCsv = 19,

    /// <summary>A venue or symbol holds something else than letters, digits and a few signs, or is too long.</summary>
    BadName = 20,

    /// <summary>An option is neither a call (C) nor a put (P).</summary>
    BadOptionType = 21,

    /// <summary>The file has no chain of that underlying, or none at that time.</summary>
    NoSuchChain = 22,

    /// <summary>One option is quoted twice at one time.</summary>
    DuplicateOption = 23,

    /// <summary>No series has enough bars for what was asked.</summary>
    TooShort = 24,

    /// <summary>Option prices cannot be in what they are said to be in: in money, or in the coin.</summary>
    WrongPremium = 25,

    /// <summary>A price moved from one bar to the next by more than figures can be made of.</summary>
    MoveTooLarge = 26,
}
