using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.InsuranceFund;

public sealed class InsuranceFundTests
{
    private readonly Scenario _venue = new();

    [Theory, Trait("Criterion", "ADLS-003")]
    [InlineData(80 + 50, true)]
    [InlineData(80 + 49, false)]
    public void The_fund_takes_a_bankrupt_position_if_it_can_carry_position_and_deficit(long fund, bool isTaken)
    {
        // Long 10 at 100 with 150: at 80 NLV is −50, and 10 at 80 need 80 of initial margin.
        _venue.Price(100);
        var maker = _venue.Maker();
        var user = _venue.LongTen(150, maker);
        _venue.Fund(fund);

        _venue.Price(80);

        Assert.Equal(isTaken ? 10 : 0, _venue.Position(_venue.DollarFund));
        Assert.Equal(isTaken ? 1 : 0, _venue.Latest<PositionTakenOver>().Count);
        Assert.Equal(isTaken ? 0 : 1, _venue.Latest<PositionDeleveraged>().Count);
        Assert.Equal((0, 0), (_venue.Position(user), _venue.Balance(user)));
        Assert.Equal(isTaken ? 80 : fund - 50, _venue.Balance(_venue.DollarFund));
    }

    [Theory, Trait("Criterion", "ADLS-003")]
    [InlineData(260, true)]
    [InlineData(259, false)]
    public void The_fund_takes_the_positions_of_one_account_if_it_can_carry_them_together(long fund, bool isSecondTaken)
    {
        // Twice long 10 at 100 with 300: at 80 NLV is −100, 50 of it with each position. Both need 160 of initial margin, and 100 to be paid.
        var index = _venue.List(Listings.EtherIndex);
        var other = _venue.List(Listings.LinearOn(index));
        _venue.Prices((Scenario.BtcUsd, 100), (index, 100));
        var maker = _venue.Maker();
        var user = _venue.LongTen(300, maker);
        _venue.Trade(user, maker, 10, 100, other);
        _venue.Fund(fund);

        _venue.Prices((Scenario.BtcUsd, 80), (index, 80));

        Assert.Equal((10, isSecondTaken ? 10 : 0), (_venue.Position(_venue.DollarFund), _venue.Position(_venue.DollarFund, other)));
        Assert.Equal(100, (long)Assert.Single(_venue.Latest<DeficitCovered>()).Amount.Units);
        Assert.Empty(_venue.Latest<DeleveragingCharged>());
        Assert.Empty(_venue.Latest<LossSocialised>());
        Assert.Equal((0, fund - 100), (_venue.Balance(user), _venue.Balance(_venue.DollarFund)));
    }

    [Fact, Trait("Criterion", "ADLS-003")]
    public void A_bankrupt_position_and_its_deficit_change_hands_at_the_bankruptcy_price()
    {
        // 10 at the mark of 80 and a deficit of 50: together 850, the bankruptcy price of 85.
        _venue.Price(100);
        _venue.LongTen(150);
        _venue.Fund(1000);

        _venue.Price(80);

        var taken = Assert.Single(_venue.Latest<PositionTakenOver>());
        Assert.Equal((800, 0), ((long)taken.Value.Units, (long)taken.Fee.Units));
        Assert.Equal(50, (long)Assert.Single(_venue.Latest<DeficitCovered>()).Amount.Units);
        Assert.Equal(950, _venue.Balance(_venue.DollarFund));
    }

    [Theory, Trait("Criterion", "ADLS-003")]
    [InlineData(36, true)]
    [InlineData(35, false)]
    public void The_fund_takes_an_increment_if_its_initial_margin_is_covered(long fund, bool isTaken)
    {
        // Four at 89 need ceil(35.6) = 36.
        _venue.Price(100);
        _venue.LongTen(145);
        _venue.Fund(fund).Price(89);

        _venue.BookRefuses();

        Assert.Equal(isTaken ? 4 : 0, _venue.Position(_venue.DollarFund));
    }

    [Fact, Trait("Criterion", "ADLS-003")]
    public void The_fund_pays_no_more_than_it_has_over_its_initial_margin()
    {
        // The fund takes 10 at 80. At 62 it has lost 180; with 150 more it has 100 + 150 − 180 = 70, of which 62 are its initial margin: 8 to spare.
        _venue.Price(100);
        var maker = _venue.Maker();
        _venue.LongTen(150, maker);
        _venue.Fund(150).Price(80);
        Assert.Equal((10, 100), (_venue.Position(_venue.DollarFund), _venue.Balance(_venue.DollarFund)));
        var second = _venue.User(160);
        _venue.Trade(second, maker, 10, 80);

        _venue.Fund(150).Price(62);

        // The second lacks 20: it is deleveraged, the fund pays the 8 and the winner the rest.
        Assert.Equal(8, (long)Assert.Single(_venue.Latest<DeficitCovered>()).Amount.Units);
        Assert.Equal(0, _venue.Balance(second));
    }

    [Fact, Trait("Criterion", "ADLS-003")]
    public void Funding_the_fund_counts_at_once()
    {
        _venue.Do(new FundInsurance(_venue.Now, Scenario.Usd, new(70)));

        Assert.Equal(70, _venue.Balance(_venue.DollarFund));
        Assert.Equal(-70, _venue.Balance(AccountId.Outside));
    }

    [Fact, Trait("Criterion", "ADLS-004")]
    public void A_fund_below_its_line_is_deleveraged_to_its_target_at_once()
    {
        // The fund took 10 at 80 and has 80. At 76 equity is 40, maintenance 38; at 75 equity 30, maintenance ceil(37.5) = 38.
        FundWithTen();
        _venue.Price(76);
        Assert.Equal(10, _venue.Position(_venue.DollarFund));

        _venue.Price(75);

        // 3 must go: 7 · 75 · 5 % = 26.25 → 27, target ceil(29.7) = 30 ≤ 30. Two leave ceil(30) = 30, target 33 > 30.
        Assert.Equal(7, _venue.Position(_venue.DollarFund));
        Assert.Equal((80 - 15, 30), (_venue.Balance(_venue.DollarFund), _venue.Equity(_venue.DollarFund)));
        Assert.NotEqual(AccountCondition.InLiquidation, _venue.Condition(_venue.DollarFund));
        Assert.Null(_venue.LiquidationOrder());
    }

    [Fact, Trait("Criterion", "ADLS-004")]
    public void A_fund_under_water_is_emptied_and_its_hole_filled_by_the_winners()
    {
        // At 70 the fund has 80 − 100 = −20. All ten go against the maker, who realises 300 − 200 and gives up 20 of it.
        var maker = FundWithTen();

        _venue.Price(70);

        Assert.Equal((0, 0), (_venue.Position(_venue.DollarFund), _venue.Balance(_venue.DollarFund)));
        Assert.Equal(20, (long)Assert.Single(_venue.Latest<DeleveragingCharged>()).Amount.Units);
        Assert.Equal((0, 300 - 20), (_venue.Position(maker), _venue.Balance(maker)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "ADLS-004")]
    public void A_fund_under_water_without_positions_is_restored_by_sharing_its_loss()
    {
        // A fee of a liquidation is given back by a bust when the fund no longer has it.
        _venue.Price(100);
        var maker = _venue.Maker();
        var (user, other) = (_venue.LongTen(145, maker), _venue.User(1000, 2));
        _venue.Price(89);
        _venue.FillLiquidation(user, maker, -4, 89);
        Assert.Equal(4, _venue.Balance(_venue.DollarFund));
        var bankrupt = _venue.User(20, 3);
        _venue.Trade(bankrupt, maker, 1, 89);
        _venue.Price(67);
        Assert.True(_venue.Balance(_venue.DollarFund) < 4);

        _venue.Do(new BustTrade(_venue.Now, 2));

        Assert.Equal(0, _venue.Balance(_venue.DollarFund));
        Assert.Contains(_venue.Latest<LossSocialised>(), shared => shared.Bearer == other);
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "ADLS-003")]
    public void The_fund_works_off_what_it_took_over_with_reduce_only_orders()
    {
        FundWithTen();

        var order = _venue.Order(_venue.DollarFund, -4, 81, isReduceOnly: true);
        _venue.Trade(_venue.Maker(), _venue.DollarFund, 4, 81);
        var increase = _venue.TryOrder(_venue.DollarFund, 1, 81);

        Assert.Equal(6, _venue.Position(_venue.DollarFund));
        Assert.NotNull(_venue.Engine.OrderOf(order));
        Assert.Equal(RejectReason.AccountKindNotAllowed, increase.Reason);
    }

    private AccountId FundWithTen()
    {
        _venue.Price(100);
        var maker = _venue.Maker();
        _venue.LongTen(150, maker);
        _venue.Fund(130).Price(80);
        Assert.Equal((10, 80), (_venue.Position(_venue.DollarFund), _venue.Balance(_venue.DollarFund)));
        return maker;
    }
}
