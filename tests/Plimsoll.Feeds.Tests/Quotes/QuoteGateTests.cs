using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Quotes;

public sealed class QuoteGateTests
{
    private const long Second = 1_000_000_000;
    private static readonly Timestamp Now = new(1_783_641_602 * Second);
    private readonly QuoteGate _gate = new(
        new FeedLimits { AgeMax = Duration.FromSeconds(5), FutureMax = Duration.FromSeconds(1) },
        [new("A"), new("I", FeedSymbolKind.Index)]
    );

    [Theory, Trait("Criterion", "FEED-010")]
    [InlineData(0, QuoteRejection.None)]
    [InlineData(-5 * Second, QuoteRejection.None)]
    [InlineData((-5 * Second) - 1, QuoteRejection.Old)]
    [InlineData(Second, QuoteRejection.None)]
    [InlineData(Second + 1, QuoteRejection.FromTheFuture)]
    public void Age_is_bounded_on_both_sides(long offset, QuoteRejection expected) =>
        Assert.Equal(expected, Judge(new(1, 2), new(Now.Nanoseconds + offset)));

    [Theory, Trait("Criterion", "FEED-011")]
    [InlineData(2, 1, QuoteRejection.Impossible)]
    [InlineData(-1, 1, QuoteRejection.Impossible)]
    [InlineData(0, 0, QuoteRejection.Empty)]
    [InlineData(1, 1e15, QuoteRejection.None)]
    [InlineData(1, 2e15, QuoteRejection.Impossible)]
    [InlineData(1, 1, QuoteRejection.None)]
    [InlineData(0, 1, QuoteRejection.None)]
    public void Books_have_to_be_possible(int bid, double ask, QuoteRejection expected) =>
        Assert.Equal(expected, Judge(new(bid, (decimal)ask), Now));

    [Fact, Trait("Criterion", "FEED-011")]
    public void An_index_without_an_index_price_is_empty_whatever_else_it_says()
    {
        Assert.Equal(QuoteRejection.Empty, Judge(new(0, 0, Mark: 5), Now, symbol: 1));
        Assert.Equal(QuoteRejection.None, Judge(new(0, 0, Index: 5), Now, symbol: 1));
    }

    [Fact, Trait("Criterion", "FEED-010")]
    public void Stamps_and_numbers_do_not_go_back()
    {
        Assert.Equal(QuoteRejection.None, Judge(new(1, 2), Now, sequence: 7));
        Assert.Equal(QuoteRejection.None, Judge(new(1, 2), Now, sequence: 7));
        Assert.Equal(QuoteRejection.OutOfOrder, Judge(new(1, 2), Now, sequence: 6));
        Assert.Equal(QuoteRejection.OutOfOrder, Judge(new(1, 2), new(Now.Nanoseconds - 1), sequence: 8));

        _gate.Reconnected();

        Assert.Equal(QuoteRejection.OutOfOrder, Judge(new(1, 2), new(Now.Nanoseconds - 1), sequence: 8));
        Assert.Equal(QuoteRejection.None, Judge(new(1, 2), Now, sequence: 1));
    }

    [Fact, Trait("Criterion", "FEED-010")]
    public void A_venue_that_counts_anew_is_heard_again_after_a_second()
    {
        Judge(new(1, 2), new(Now.Nanoseconds - (2 * Second)), sequence: 1_000);

        Assert.Equal(QuoteRejection.OutOfOrder, Judge(new(1, 2), new(Now.Nanoseconds - Second), sequence: 1));
        Assert.Equal(QuoteRejection.None, Judge(new(1, 2), Now, sequence: 2));
        Assert.Equal(QuoteRejection.None, Judge(new(1, 2), Now, sequence: 3));
    }

    [Fact, Trait("Criterion", "FEED-010")]
    public void What_is_refused_leaves_no_trace()
    {
        Assert.Equal(QuoteRejection.FromTheFuture, Judge(new(1, 2), new(Now.Nanoseconds + (2 * Second)), sequence: 9));

        Assert.Equal(QuoteRejection.None, Judge(new(1, 2), Now, sequence: 1));
    }

    [Fact, Trait("Criterion", "FEED-010")]
    public void Without_a_stamp_nothing_passes() => Assert.Equal(QuoteRejection.Unstamped, Judge(new(1, 2), default));

    [Fact, Trait("Criterion", "FEED-011")]
    public void A_market_not_asked_for_does_not_pass() => Assert.Equal(QuoteRejection.UnknownSymbol, Judge(new(1, 2), Now, symbol: -1));

    [Theory, Trait("Criterion", "FEED-011")]
    [InlineData(1, QuoteRejection.None)]
    [InlineData(2, QuoteRejection.Uncertain)]
    public void An_oracle_that_does_not_know_is_not_believed(int confidence, QuoteRejection expected) =>
        Assert.Equal(expected, Judge(new(0, 0, Index: 100, Confidence: confidence), Now, symbol: 1));

    private QuoteRejection Judge(QuotePrices prices, Timestamp time, long sequence = 0, int symbol = 0) =>
        _gate.Judge(new(symbol, prices, time, sequence), Now);
}
