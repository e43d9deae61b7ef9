using Plimsoll.Pricing;

namespace Plimsoll.Simulation.Options;

/// <summary>One row of a file of option chains. NaN stands for what the row leaves empty.</summary>
/// <param name="Instrument">Its name on the venue; empty when the file has no such column.</param>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">In the quote currency.</param>
/// <param name="ExpiryMs">Milliseconds since 1970 UTC.</param>
/// <param name="Bid">The best bid, a premium.</param>
/// <param name="Ask">The best ask.</param>
/// <param name="Mark">The venue's own mark.</param>
/// <param name="MarkVolatility">The volatility the venue marks at, a fraction per root of a year.</param>
/// <param name="Forward">The forward that the venue states beside the quote.</param>
/// <param name="IndexPrice">The spot index that the venue states beside the quote.</param>
public sealed record QuotedOption(
    string Instrument,
    OptionType Type,
    double Strike,
    long ExpiryMs,
    double Bid,
    double Ask,
    double Mark,
    double MarkVolatility,
    double Forward,
    double IndexPrice
)
{
    /// <summary>Its line in the file, the header being 1; zero where it comes from none.</summary>
    public long Line { get; init; }
}
