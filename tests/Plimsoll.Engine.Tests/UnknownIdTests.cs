using Plimsoll.Engine.Accounts;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests;

/// <summary>Queries about what was never given out say so by type, and change nothing.</summary>
public sealed class UnknownIdTests
{
    private static readonly AccountId NoAccount = new(999);
    private static readonly AssetId NoAsset = new(77);
    private static readonly InstrumentId NoInstrument = new(55);

    private readonly Scenario _venue = new();
    private readonly AccountId _user;

    public UnknownIdTests()
    {
        _venue.Price(100);
        _user = _venue.LongTen(1000);
    }

    [Fact]
    public void Every_query_of_an_unknown_account_throws_the_same()
    {
        var engine = _venue.Engine;
        foreach (var account in new[] { NoAccount, new AccountId(-1), new AccountId(engine.AccountCount) })
        {
            Unknown(
                () => engine.KindOf(account),
                () => engine.ParentOf(account),
                () => engine.ConditionOf(account),
                () => engine.HoldOf(account),
                () => engine.MarginOf(account),
                () => engine.Explain(account),
                () => engine.LiquidationPriceOf(account, Scenario.Perp),
                () => engine.BankruptcyPriceOf(account, Scenario.Perp),
                () => engine.FreeCollateralOf(account),
                () => engine.UnrealisedPnlOf(account, Scenario.Usd),
                () => engine.Balance(account, Scenario.Usd),
                () => engine.PositionOf(account, Scenario.Perp),
                () => engine.MarginUnitOf(account, Scenario.Perp),
                () => engine.Withdrawable(account, Scenario.Usd)
            );
            Assert.False(engine.IsKnown(account));
        }
    }

    [Fact]
    public void Every_query_of_an_unknown_asset_instrument_or_index_throws_the_same()
    {
        var engine = _venue.Engine;
        Unknown(
            () => engine.UnrealisedPnlOf(_user, NoAsset),
            () => engine.Balance(_user, NoAsset),
            () => engine.InsuranceFundOf(NoAsset),
            () => engine.Withdrawable(_user, NoAsset),
            () => engine.LiquidationPriceOf(_user, NoInstrument),
            () => engine.BankruptcyPriceOf(_user, NoInstrument),
            () => engine.PositionOf(_user, NoInstrument),
            () => engine.MarginUnitOf(_user, NoInstrument),
            () => engine.MarkPrice(NoInstrument),
            () => engine.NextFunding(NoInstrument),
            () => engine.IndexPrice(new(9))
        );
        Assert.False(engine.IsKnown(NoAsset) || engine.IsKnown(NoInstrument) || engine.IsKnown(new IndexId(9)));
        Assert.True(
            engine.IsKnown(_user) && engine.IsKnown(Scenario.Usd) && engine.IsKnown(Scenario.Perp) && engine.IsKnown(Scenario.BtcUsd)
        );
    }

    [Fact]
    public void The_message_says_what_there_is()
    {
        var thrown = Assert.Throws<UnknownIdException>(() => _venue.Engine.Balance(_user, NoAsset));
        Assert.Contains("no asset 77: numbers run from 0 to 1", thrown.Message, StringComparison.Ordinal);

        var empty = new MarginEngine(new VenueParameters { Numeraire = Scenario.Usd });
        Assert.Contains(
            "none at all",
            Assert.Throws<UnknownIdException>(() => empty.MarkPrice(Scenario.Perp)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Where_nothing_is_an_answer_nothing_throws()
    {
        var engine = _venue.Engine;

        Assert.Null(engine.OrderOf(new(12345)));
        Assert.Equal(default, engine.LargestOrder(NoAccount, Scenario.Perp, 1, new(100)));
        Assert.Equal(default, engine.LargestOrder(_user, NoInstrument, 1, new(100)));
        Assert.Equal(default, engine.LargestOrder(_user, Scenario.Perp, 1, default));
        Assert.Null(engine.LiquidationPriceOf(_venue.User(1), Scenario.Perp));
        Assert.Null(engine.BankruptcyPriceOf(_venue.User(1), Scenario.Perp));
        Assert.Null(engine.InsuranceFundOf(Scenario.Btc));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-100)]
    public void A_side_is_one_or_minus_one(int side) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _venue.Engine.LargestOrder(_user, Scenario.Perp, side, new(100)));

    [Fact]
    public void The_venues_own_accounts_can_be_asked_about_too()
    {
        // Before bitcoin has a price the outside world is short of it.
        var venue = new Scenario();
        venue.Deposit(venue.User(), Scenario.Btc, 100);

        for (var i = 0; i < venue.Engine.AccountCount; i++)
        {
            var account = new AccountId(i);
            _ = (venue.Engine.MarginOf(account), venue.Engine.Explain(account), venue.Engine.FreeCollateralOf(account));
            _ = (venue.Engine.Withdrawable(account, Scenario.Btc), venue.Engine.ParentOf(account), venue.Engine.HoldOf(account));
            _ = venue.Engine.LargestOrder(account, Scenario.Perp, 1, new(100));
        }
    }

    [Fact]
    public void A_query_changes_nothing()
    {
        var before = _venue.Engine.StateHash();

        Every_query_of_an_unknown_account_throws_the_same();
        Where_nothing_is_known();

        Assert.Equal(before, _venue.Engine.StateHash());

        void Where_nothing_is_known() => Every_query_of_an_unknown_asset_instrument_or_index_throws_the_same();
    }

    private static void Unknown(params Func<object?>[] queries) =>
        Assert.All(queries, query => Assert.Throws<UnknownIdException>(() => query()));
}
