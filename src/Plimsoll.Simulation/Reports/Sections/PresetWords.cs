using System.Globalization;
using Plimsoll.Simulation.Books;
using Plimsoll.Simulation.Population;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>Every setting of a preset in words, with its unit.</summary>
internal static class PresetWords
{
    public static IEnumerable<(string Property, string Name, string Value)> Of(ReplayPreset preset) =>
        [.. Traders(preset.Population), .. Book(preset.Liquidity)];

    private static IEnumerable<(string Property, string Name, string Value)> Traders(PopulationParameters traders)
    {
        yield return (nameof(traders.EquityMedian), "median equity of a trader", Dollars(traders.EquityMedian));
        yield return (nameof(traders.EquitySigma), "spread of equity (σ of its logarithm)", Plain(traders.EquitySigma));
        yield return (nameof(traders.TailShare), "traders in the tail of large equity", Share(traders.TailShare));
        yield return (nameof(traders.TailFloor), "where that tail begins", Dollars(traders.TailFloor));
        yield return (nameof(traders.TailExponent), "exponent of that tail (Pareto)", Plain(traders.TailExponent));
        yield return (
            nameof(traders.EquityRange),
            "least and largest equity",
            $"{Dollars(traders.EquityRange.Least)} to {Dollars(traders.EquityRange.Most)}"
        );
        yield return (nameof(traders.LeverageMedian), "median leverage", Times(traders.LeverageMedian));
        yield return (nameof(traders.LeverageSigma), "spread of leverage (σ of its logarithm)", Plain(traders.LeverageSigma));
        yield return (nameof(traders.LeverageMost), "largest leverage", Times(traders.LeverageMost));
        yield return (
            nameof(traders.LeverageFallsWithEquity),
            "leverage falls with equity above the median",
            $"as equity to the power of −{Plain(traders.LeverageFallsWithEquity)}"
        );
        yield return (nameof(traders.LongShare), "positions that are long", Share(traders.LongShare));
        yield return (nameof(traders.CrossShare), "traders with cross margin; the others isolate", Share(traders.CrossShare));
        yield return (nameof(traders.StablecoinShare), "of these, with a stablecoin as collateral", Share(traders.StablecoinShare));
        yield return (nameof(traders.BitcoinShare), "of these, with BTC as collateral", Share(traders.BitcoinShare));
        var (two, three) = traders.MorePositions;
        yield return (nameof(traders.MorePositions), "traders with two positions, with three", $"{Share(two)}, {Share(three)}");
        var (bitcoin, ether) = traders.CoinShares;
        yield return (nameof(traders.CoinShares), "positions in BTC, in ETH", $"{Share(bitcoin)}, {Share(ether)}");
        yield return (nameof(traders.AtStartShare), "traders who are in at the first price", Share(traders.AtStartShare));
        yield return (nameof(traders.EntrySpan), "the others come in over", $"the first {Share(traders.EntrySpan)} of the time");
        yield return (nameof(traders.TopUpShare), "traders who answer a margin call with money", Share(traders.TopUpShare));
        yield return (nameof(traders.ReduceShare), "traders who answer one by closing half", Share(traders.ReduceShare));
        var (least, most) = traders.AnswerSeconds;
        yield return (nameof(traders.AnswerSeconds), "until the answer arrives", $"{Plain(least)} to {Plain(most)} seconds");
        yield return (nameof(traders.TopUpsMost), "how often a trader pays in at most", $"{Plain(traders.TopUpsMost)} times");
        yield return (nameof(traders.FundShare), "insurance fund at the start", $"{Share(traders.FundShare)} of open interest");
    }

    private static IEnumerable<(string Property, string Name, string Value)> Book(LiquidityParameters book)
    {
        yield return (nameof(book.DepthMultiple), "depth of the book", $"{Plain(book.DepthMultiple)} times the measured one");
        yield return (nameof(book.HalvingMove), "move within a minute that halves the depth", Share(book.HalvingMove));
        yield return (nameof(book.LeastDepth), "depth that always stays", $"{Share(book.LeastDepth)} of the normal one");
        yield return (nameof(book.RecoverySeconds), "time constant with which makers come back", Seconds(book.RecoverySeconds));
        yield return (nameof(book.RefillSeconds), "time constant with which taken depth comes back", Seconds(book.RefillSeconds));
        yield return (nameof(book.CongestionBelow), "matching is congested below", $"{Share(book.CongestionBelow)} of the normal depth");
        yield return (nameof(book.MakersPerInstrument), "makers per instrument", Plain(book.MakersPerInstrument));
        yield return (nameof(book.MakerCapitalShare), "their capital", $"{Share(book.MakerCapitalShare)} of open interest");
        yield return (
            nameof(book.FundPace),
            "the insurance fund sells per tick at most",
            $"{Share(book.FundPace)} of the depth within 50 basis points"
        );
    }

    private static string Plain(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Share(double value) => $"{Plain(value * 100)}\u2009%";

    private static string Dollars(double value) => $"{Plain(value)} USD";

    private static string Times(double value) => $"{Plain(value)}×";

    private static string Seconds(double value) => $"{Plain(value)} seconds";
}
