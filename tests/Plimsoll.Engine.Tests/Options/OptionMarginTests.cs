using Plimsoll.Engine.Accounts;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Options;

public sealed class OptionMarginTests
{
    private static readonly Duration Year = Duration.FromHours(365 * 24);
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);

    [Fact, Trait("Criterion", "OPTI-030")]
    public void A_premium_is_paid_with_money()
    {
        // At a mark of 7.97 twelve are worth 95.64: 96 to open, and 1 is lost at once at a price of 8.
        var call = Marked(OptionType.Call, 100);
        var user = _venue.User(97);

        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, 13, 800, call).Reason);
        _venue.Trade(user, _venue.Maker(), 12, 800, call, _venue.Order(user, 12, 800, call));

        var margin = _venue.Engine.MarginOf(user);
        Assert.Equal((96, 96, 0), (margin.Equity.Units, margin.InitialMargin.Units, margin.MaintenanceMargin.Units));
        Assert.Equal(RejectReason.InsufficientMargin, _venue.TryOrder(user, 1, 800, call).Reason);
        Assert.Equal(0, _venue.Engine.Withdrawable(user, Scenario.Usd).Units);
    }

    [Fact, Trait("Criterion", "OPTI-030")]
    public void An_option_that_was_paid_for_may_become_worthless()
    {
        var call = Marked(OptionType.Call, 100);
        var user = _venue.User(97);
        _venue.Trade(user, _venue.Maker(), 12, 800, call);

        _venue.Price(10);

        Assert.Equal((1, AccountCondition.Healthy), (_venue.Equity(user), _venue.Condition(user)));
    }

    [Fact, Trait("Criterion", "OPTI-031")]
    public void A_short_option_needs_its_formula()
    {
        // 15 of 100, and 7.5 to keep; 20 out of the money still 10.
        var (call, put) = (Marked(OptionType.Call, 100), Marked(OptionType.Put, 80));
        var (ofCall, ofPut) = (_venue.User(1000), _venue.User(1000));
        _venue.Trade(ofCall, _venue.Maker(), -10, 800, call);
        _venue.Trade(ofPut, _venue.Maker(), -10, 800, put);

        var (near, far) = (_venue.Engine.MarginOf(ofCall), _venue.Engine.MarginOf(ofPut));

        Assert.Equal((150, 75), (near.InitialMargin.Units, near.MaintenanceMargin.Units));
        Assert.Equal((100, 75), (far.InitialMargin.Units, far.MaintenanceMargin.Units));
    }

    [Fact, Trait("Criterion", "OPTI-031")]
    public void A_short_option_in_the_coin_needs_a_share_of_the_coin()
    {
        // 150 dollars above 100 is a third of a coin away from 150: the floor of 10 % of ten coins, 1.00, and 0.75 to keep.
        var call = _venue.List(Listings.InverseOption(OptionType.Call, 150, _venue.Now + Year));
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));
        var user = _venue.Deposit(_venue.User(), Scenario.Btc, 1_000);
        _venue.Trade(user, _venue.Deposit(_venue.Maker(), Scenario.Btc, 1_000), -10, 100, call);

        var margin = _venue.Engine.MarginOf(user);

        Assert.Equal((100, 75), (margin.InitialMargin.Units, margin.MaintenanceMargin.Units));
    }

    [Fact, Trait("Criterion", "OPTI-031")]
    public void A_share_of_the_coin_without_an_end_is_rounded_up_once()
    {
        // 15 % − 1/24 of a coin each: 240 of them need 26, exactly.
        var call = _venue.List(Listings.InverseOption(OptionType.Call, 100, _venue.Now + Year));
        _venue.Price(96).Surface(_venue.Flat(_venue.Now + Year, 0.2, 96));
        var user = _venue.Deposit(_venue.User(), Scenario.Btc, 100_000);
        _venue.Trade(user, _venue.Deposit(_venue.Maker(), Scenario.Btc, 100_000), -240, 100, call);

        Assert.Equal(26 * 96, _venue.Engine.MarginOf(user).InitialMargin.Units);
    }

    [Theory, Trait("Criterion", "OPTI-032")]
    [InlineData(115, true, true)]
    [InlineData(115, false, true)]
    [InlineData(120, true, true)]
    [InlineData(120, false, true)]
    [InlineData(150, true, false)]
    [InlineData(40, true, false)]
    public void An_account_of_options_and_futures_is_brought_back(long price, bool isBookKind, bool waitsForTheBook)
    {
        var (call, put) = (Marked(OptionType.Call, 100), Marked(OptionType.Put, 90));
        var maker = _venue.Maker();
        var user = _venue.User(200);
        _venue.Fund(10_000).Trade(user, maker, -10, 800, call);
        _venue.Trade(user, maker, 5, 400, put);
        _venue.Trade(user, maker, price > 100 ? -2 : 2, 100);

        _venue.Price(price);
        Assert.Equal(waitsForTheBook, _venue.Condition(user) == AccountCondition.InLiquidation);
        for (var round = 0; _venue.Condition(user) == AccountCondition.InLiquidation && round < 20; round++)
        {
            if (isBookKind && _venue.LiquidationOrder() is { } order)
                _venue.Trade(user, maker, order.Quantity.Units, order.LimitPrice.Units, order.Instrument, order.Order);
            else
                _venue.BookRefuses();
        }

        Assert.NotEqual(AccountCondition.InLiquidation, _venue.Condition(user));
        Assert.Equal((0, 0), (_venue.Imbalance(Scenario.Usd), _venue.Imbalance(Scenario.Btc)));
        var positions = Enumerable.Range(0, _venue.Engine.AccountCount).Select(id => new AccountId(id)).ToList();
        Assert.Equal(0, positions.Sum(id => _venue.Position(id, call)));
        Assert.Equal(0, positions.Sum(id => _venue.Position(id, put)));
    }

    [Fact, Trait("Criterion", "OPTI-032")]
    public void Long_options_are_sold_last_at_their_mark()
    {
        // The debt is larger than all that the shorts free: NLV is not positive, and everything goes over together.
        var (call, put) = (Marked(OptionType.Call, 100), Marked(OptionType.Put, 90));
        var maker = _venue.Maker();
        var user = _venue.User(100);
        _venue.Trade(user, maker, 5, 400, put);
        _venue.Trade(user, maker, -10, 800, call);

        _venue.Price(300);

        Assert.Equal((0, 0), (_venue.Position(user, call), _venue.Position(user, put)));
        Assert.Equal((0, AccountCondition.Healthy), (_venue.Equity(user), _venue.Condition(user)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "OPTI-033")]
    public void An_option_has_no_liquidation_price_of_its_own()
    {
        var call = Marked(OptionType.Call, 100);
        var user = _venue.User(1000);
        _venue.Trade(user, _venue.Maker(), -10, 800, call);

        Assert.Null(_venue.Engine.LiquidationPriceOf(user, call));
    }

    [Fact, Trait("Criterion", "OPTI-034")]
    public void An_isolated_option_loses_its_own_collateral_alone()
    {
        var call = Marked(OptionType.Call, 100);
        var user = _venue.User(1000);
        var isolated = _venue.Isolate(user, call);
        var order = _venue.Order(user, -10, 700, call);
        _venue.Fund(10_000).Trade(user, _venue.Maker(), -10, 700, call, order);
        var put = _venue.Balance(isolated);

        _venue.Price(300);

        Assert.Equal((0, 1000 - put), (_venue.Balance(isolated), _venue.Balance(user)));
    }

    private InstrumentId Marked(OptionType right, long strike)
    {
        var option = _venue.List(Listings.Option(right, strike, _venue.Now + Year));
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));
        return option;
    }
}
