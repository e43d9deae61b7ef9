using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Options;

namespace Plimsoll.Simulation.Tests.Options;

public sealed class ChainFileTests
{
    private const string Header = "ts_ms,venue,currency,option_type,strike,expiry_ms,bid,ask,mark_iv\n";
    private const string Good = "1769894493904,deribit,BTC,C,80000,1770364800000,0.0125,0.013,0.45\n";

    [Fact, Trait("Criterion", "SURF-013")]
    public void A_row_is_an_option_and_an_empty_side_is_none()
    {
        var chain = Assert.Single(Read(Header + Good + "1769894493904,deribit,BTC,P,80000,1770364800000,,4e-4,\n"));

        Assert.Equal(("deribit", "BTC", 2), (chain.Venue, chain.Underlying, chain.Options.Count));
        Assert.Equal(0.0125, chain.Options[0].Bid);
        Assert.True(double.IsNaN(chain.Options[1].Bid));
        Assert.Equal(0.0004, chain.Options[1].Ask);
        Assert.True(double.IsNaN(chain.Options[1].Forward));
        Assert.True(double.IsNaN(chain.IndexPrice));
    }

    [Theory, Trait("Criterion", "SURF-013")]
    [InlineData("", MarketDataFault.EmptyFile, 0, "a header")]
    [InlineData(Header, MarketDataFault.NoBars, 0, "at least one option")]
    [InlineData("ts_ms,venue,currency,option_type,strike,expiry_ms,bid\n", MarketDataFault.MissingColumn, 1, "a column ask")]
    [InlineData(Header + "1769894493904,deribit,BTC,X,80000,1770364800000,0.1,0.2,\n", MarketDataFault.BadOptionType, 2, "C or P")]
    [InlineData(Header + "1769894493904,deribit,BTC,C,-1,1770364800000,0.1,0.2,\n", MarketDataFault.NotPositive, 2, "strike above zero")]
    [InlineData(Header + "1769894493904,deribit,BTC,C,80000,soon,0.1,0.2,\n", MarketDataFault.NotANumber, 2, "expiry_ms")]
    [InlineData(Header + "1769894493,deribit,BTC,C,80000,1770364800000,0.1,0.2,\n", MarketDataFault.OutOfRange, 2, "ts_ms")]
    [InlineData(Header + Good + "1769894493904,deribit,BTC,P,80000,1770364800000,x,0.2,\n", MarketDataFault.NotANumber, 3, "bid")]
    [InlineData(
        Header + "1769894493904,deribit,BTC,C,80000,1770364800000,0.1,-0.2,\n",
        MarketDataFault.NotPositive,
        2,
        "ask not below zero"
    )]
    [InlineData(Header + "1769894493904,deribit,BTC,C,80000,1770364800000,0.1,NaN,\n", MarketDataFault.NotFinite, 2, "ask")]
    [InlineData(Header + Good + Good, MarketDataFault.DuplicateOption, 3, "each option once")]
    public void A_bad_file_is_named_with_line_and_column(string text, MarketDataFault fault, int line, string expected)
    {
        var exception = Assert.Throws<MarketDataException>(() => Read(text));

        Assert.Equal((fault, line), (exception.Fault, (int)exception.Line));
        Assert.Contains(expected, exception.Expected, StringComparison.Ordinal);
    }

    /// <summary>Rows without a chain are told with every chain; those of another coin are not.</summary>
    [Fact, Trait("Criterion", "SURF-013")]
    public void A_few_bad_rows_are_left_out_and_named()
    {
        string[] strikes = ["70000", "75000", "80000", "85000", "90000"];
        var good = string.Concat(strikes.Select(strike => Good.Replace("80000", strike, StringComparison.Ordinal)));
        var ether = good.Replace("BTC", "ETH", StringComparison.Ordinal);
        const string NoNumber = "1769894493904,deribit,BTC,P,80000,1770364800000,0.0125,NaN,0.45\n";
        const string NoTime = "soon,deribit,BTC,C,95000,1770364800000,0.0125,0.013,0.45\n";

        var chains = Read(Header + good + NoNumber + ether + NoTime + Good);

        Assert.Equal([("BTC", 5), ("ETH", 5)], chains.Select(chain => (chain.Underlying, chain.Options.Count)));
        Assert.Equal([7, 13, 14], chains[0].Dropped.Select(row => row.Line));
        Assert.Equal([13L], chains[1].Dropped.Select(row => row.Line));
        Assert.Contains("ask in column 8 as a finite number", chains[0].Dropped[0].Reason, StringComparison.Ordinal);
        Assert.Contains("each option once", chains[0].Dropped[2].Reason, StringComparison.Ordinal);
        Assert.Equal(2, chains[0].Options[0].Line);
    }

    [Fact, Trait("Criterion", "SURF-013")]
    public void Damage_never_ends_in_another_exception()
    {
        var text = Header + Good + Good.Replace("80000", "81000", StringComparison.Ordinal);
        for (var place = 0; place < text.Length; place++)
        {
            foreach (var sign in "\"\0,-9eN\n")
            {
                try
                {
                    Read(text[..place] + sign + text[(place + 1)..]);
                }
                catch (MarketDataException)
                {
                    // The one kind that there may be.
                }
            }
        }
    }

    private static IReadOnlyList<ChainSnapshot> Read(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ChainFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
