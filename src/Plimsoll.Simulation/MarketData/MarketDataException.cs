using System.Globalization;

namespace Plimsoll.Simulation.MarketData;

/// <summary>A price file is not what it must be: which file, which line, what was expected and what was found.</summary>
public sealed class MarketDataException : Exception
{
    /// <summary>Describes one fault.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="file">The file, as the caller named it.</param>
    /// <param name="line">Its line, the header being line 1; zero when the fault is not of one line.</param>
    /// <param name="expected">What should have been there.</param>
    /// <param name="found">What was there instead.</param>
    /// <param name="inner">What the runtime said, if it said anything.</param>
    public MarketDataException(MarketDataFault fault, string file, long line, string expected, string found, Exception? inner = null)
        : base(Describe(fault, file, line, expected, found), inner)
    {
        Fault = fault;
        File = file;
        Line = line;
        Expected = expected;
        Found = found;
    }

    /// <summary>What kind of fault it is.</summary>
    public MarketDataFault Fault { get; }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line, or zero.</summary>
    public long Line { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there instead.</summary>
    public string Found { get; }

    private static string Describe(MarketDataFault fault, string file, long line, string expected, string found)
    {
        var place = line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : file;
        return PrintableText.Of($"{place}: expected {expected}; found {found}. [{Code(fault)}]");
    }

    /// <summary>The fault's name as other faults of files have theirs: <c>low_above_high</c>.</summary>
    private static string Code(MarketDataFault fault) =>
        string.Concat(
            fault.ToString().Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : $"{letter}")
        );
}
