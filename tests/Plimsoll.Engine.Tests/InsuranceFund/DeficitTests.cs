using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.InsuranceFund;

/// <summary>How the negative balances of an account that has no position left are covered.</summary>
public sealed class DeficitTests
{
    private readonly Scenario _venue = new();

    [Fact, Trait("Criterion", "ADLS-010")]
    public void Collateral_is_sold_at_the_discount_and_only_as_much_as_the_debt_needs()
    {
        // 3.00 coins of 100 at a haircut of 10 % and a discount of 5 %; long 10 at 100 loses 190 until it is closed at 81.
        var (user, maker) = LongTenOnCoins(300);
        _venue.Price(81);
        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));

        _venue.FillLiquidation(user, maker, -10, 81);

        // The fee is ceil(8.1) = 9, so the debt is 199. At 81 less 5 % that takes ceil(199 ÷ 0.95) = 210 dollars of coins: 2.60.
        var sold = Assert.Single(_venue.Latest<CollateralConverted>());
        Assert.Equal((260, 199), ((long)sold.SoldAmount.Units, (long)sold.BoughtAmount.Units));
        Assert.Equal((0, 40), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc)));
        Assert.Equal((-199, 260), (_venue.Balance(AccountId.Conversion), _venue.Balance(AccountId.Conversion, Scenario.Btc)));
    }

    [Fact, Trait("Criterion", "ADLS-010")]
    public void Collateral_is_sold_in_order_of_asset()
    {
        var ether = EtherAsset();
        var (user, _) = LongTenOnCoins(200);
        _venue.Deposit(user, ether, 120);

        CloseAt(user, 75, (new IndexId(1), 100));

        // 250 of loss: 2.00 bitcoins bring floor(150 · 0.95) = 142, the other 108 take ceil(108 ÷ 0.95) = 114 dollars of ether at 100.
        Assert.Equal(
            [(Scenario.Btc, 200L, 142L), (ether, 114L, 108L)],
            _venue.Latest<CollateralConverted>().Select(sold => (sold.Sold, (long)sold.SoldAmount.Units, (long)sold.BoughtAmount.Units))
        );
        Assert.Equal((0, 0, 6), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc), _venue.Balance(user, ether)));
    }

    [Fact, Trait("Criterion", "ADLS-011")]
    public void The_discount_does_not_make_a_solvent_account_insolvent()
    {
        // 2.50 coins at 80 are 200 dollars, at the discount 190; the debt of exactly 200 takes them at full value.
        var (user, _) = LongTenOnCoins(250);
        _venue.Fund(500);

        CloseAt(user, 80);

        var sold = Assert.Single(_venue.Latest<CollateralConverted>());
        Assert.Equal((250, 200), ((long)sold.SoldAmount.Units, (long)sold.BoughtAmount.Units));
        Assert.Equal((0, 0), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc)));
        Assert.Equal(500, _venue.Balance(_venue.DollarFund));
    }

    [Fact, Trait("Criterion", "ADLS-011")]
    public void The_discount_is_waived_for_all_collateral_when_it_would_not_be_enough()
    {
        // 2.00 bitcoins at 75 and 1.01 of ether at 100: 251 for a debt of 250; with discounts floor(142.5) + floor(95.95) = 237.
        var ether = EtherAsset();
        var (user, _) = LongTenOnCoins(200);
        _venue.Deposit(user, ether, 101);
        _venue.Fund(500);

        CloseAt(user, 75, (new IndexId(1), 100));

        Assert.Equal(
            [(Scenario.Btc, 200L, 150L), (ether, 100L, 100L)],
            _venue.Latest<CollateralConverted>().Select(sold => (sold.Sold, (long)sold.SoldAmount.Units, (long)sold.BoughtAmount.Units))
        );
        Assert.Equal((0, 1, 500), (_venue.Balance(user), _venue.Balance(user, ether), _venue.Balance(_venue.DollarFund)));
    }

    [Fact, Trait("Criterion", "ADLS-011")]
    public void The_discount_is_waived_for_all_debts_when_it_would_not_be_enough_for_them_together()
    {
        // 2.05 ether at 100 for a debt of 100 dollars and one of 1.00 bitcoin: either alone is paid at the discount, but floor(194.75) is less than 200.
        var (user, ether) = TwoDebts(205);

        Assert.Equal(
            [(ether, 100L, Scenario.Usd, 100L), (ether, 100L, Scenario.Btc, 100L)],
            _venue
                .Latest<CollateralConverted>()
                .Select(sold => (sold.Sold, (long)sold.SoldAmount.Units, sold.Bought, (long)sold.BoughtAmount.Units))
        );
        Assert.Equal((0, 0, 5), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc), _venue.Balance(user, ether)));
        Assert.Equal((500, 0), (_venue.Balance(_venue.DollarFund), _venue.Balance(AccountId.BadDebt, Scenario.Btc)));
    }

    [Fact, Trait("Criterion", "ADLS-011")]
    public void The_discount_is_taken_when_it_leaves_enough_for_all_debts()
    {
        // 2.12 ether bring floor(201.4), and each debt of 100 takes ceil(100 ÷ 0.95) = 106.
        var (user, ether) = TwoDebts(212);

        Assert.Equal(
            [(106L, 100L), (106L, 100L)],
            _venue.Latest<CollateralConverted>().Select(sold => ((long)sold.SoldAmount.Units, (long)sold.BoughtAmount.Units))
        );
        Assert.Equal((0, 0, 0), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc), _venue.Balance(user, ether)));
        Assert.Equal(500, _venue.Balance(_venue.DollarFund));
    }

    [Fact, Trait("Criterion", "ADLS-011")]
    public void The_fund_pays_only_what_the_collateral_lacks()
    {
        var (user, _) = LongTenOnCoins(250);
        _venue.Fund(500);

        CloseAt(user, 79);

        // 210 of debt, 2.50 coins at 79 are floor(197.5).
        Assert.Equal(197, (long)Assert.Single(_venue.Latest<CollateralConverted>()).BoughtAmount.Units);
        Assert.Equal(13, (long)Assert.Single(_venue.Latest<DeficitCovered>()).Amount.Units);
        Assert.Equal((0, 487), (_venue.Balance(user), _venue.Balance(_venue.DollarFund)));
    }

    [Fact, Trait("Criterion", "ADLS-012")]
    public void A_socialised_loss_is_pro_rata_and_exact_to_the_unit()
    {
        // A loss of 100 over holders of 100, 200 and 400: 14.28…, 28.57…, 57.14… → 14, 28, 57, and the last unit goes to the first.
        var holders = new[] { 100L, 200, 400 }.Select(dollars => _venue.User(dollars, owner: (int)dollars)).ToArray();

        LoseWithoutCover(100);

        Assert.Equal([(holders[0], 15L), (holders[1], 28L), (holders[2], 57L)], Shares());
        Assert.Equal([85L, 172, 343], holders.Select(holder => _venue.Balance(holder)));
        Assert.Equal(0, _venue.Balance(AccountId.BadDebt));
    }

    [Fact, Trait("Criterion", "ADLS-012")]
    public void Unrealised_profit_bears_its_share()
    {
        // Both hold 100 before the price; then one has 100 of profit on top.
        var rich = _venue.User(100);
        var richer = _venue.User(100);
        _venue.Price(100);
        var maker = _venue.Maker();
        _venue.Trade(richer, maker, -5, 100);
        _venue.Price(80);

        LoseWithoutCover(30);

        Assert.Equal([(rich, 10L), (richer, 20L)], Shares().Where(share => share.Bearer == rich || share.Bearer == richer));
    }

    [Fact, Trait("Criterion", "ADLS-012")]
    public void Nobody_bears_more_than_he_has()
    {
        var holder = _venue.User(60);

        LoseWithoutCover(100);

        Assert.Equal([(holder, 60L)], Shares());
        Assert.Equal((0, -40), (_venue.Balance(holder), _venue.Balance(AccountId.BadDebt)));
        Assert.Equal(0, _venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "ADLS-012"), Trait("Criterion", "CERT-001")]
    public void Who_bears_a_loss_is_looked_at_with_what_is_left()
    {
        _venue.Price(100);
        // Down to 50 the thousand dollars carry ten at five percent; the 150 that are left do not carry them to 88.
        var holder = _venue.LongTen(1_000);
        _venue.Price(100);

        LoseWithoutCover(850);
        Assert.Equal([(holder, 850L)], Shares());
        _venue.Price(88);

        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(holder));
        Assert.Equal(0, _venue.Engine.SolvencyFigures.Alarms);
    }

    [Fact, Trait("Criterion", "ADLS-013")]
    public void The_order_is_fund_then_winners_then_everybody_then_bad_debt()
    {
        // Long 10 at 100 with 150; at 60 it lacks 250. Fund 30 (carries no position), the winner's profit of 10 · (80 − 60) = 200, holders 15.
        _venue.Price(100);
        var maker = _venue.Maker();
        var user = _venue.LongTen(150, maker);
        var winner = _venue.Maker();
        _venue.Trade(maker, winner, 10, 80);
        _venue.Do(new WithdrawCollateral(_venue.Now, maker, Scenario.Usd, new(200)));
        _venue.User(15, owner: 9);
        _venue.Fund(30);

        _venue.Price(60);

        var reasons = _venue.LatestKinds.Where(kind =>
            kind is EventKind.DeficitCovered or EventKind.DeleveragingCharged or EventKind.LossSocialised
        );
        Assert.Equal([EventKind.DeficitCovered, EventKind.DeleveragingCharged, EventKind.LossSocialised], reasons);
        Assert.Equal((30, 200, 15), (Paid<DeficitCovered>(), Paid<DeleveragingCharged>(), Paid<LossSocialised>()));
        Assert.Equal((0, -5), (_venue.Balance(user), _venue.Balance(AccountId.BadDebt)));
    }

    [Fact, Trait("Criterion", "ADLS-010")]
    public void A_debt_without_positions_is_covered_when_it_exceeds_the_collateral()
    {
        // A coin bought for 100 and a fee of 1 without any money: counted at 90 it does not carry the debt. It is sold for 100; the 1 is shared.
        _venue.Price(100);
        var spot = _venue.List(Listings.Spot);
        _venue.Price(100);
        var maker = _venue.Maker();
        var user = _venue.User();

        _venue.Trade(user, maker, 1, 100, spot);

        Assert.Equal((0, 0), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc)));
        Assert.Equal([(maker, 1L)], Shares());
        Assert.Equal((99, 1), (_venue.Balance(maker), _venue.Balance(AccountId.Fees)));
    }

    /// <summary>An account with so much ether that owes 100 dollars and 1.00 bitcoin at 100, and is then decided.</summary>
    private (AccountId User, AssetId Ether) TwoDebts(long ethers)
    {
        var ether = EtherAsset();
        var spot = _venue.List(Listings.Spot);
        _venue.Price(100);
        var (user, maker) = (_venue.Deposit(_venue.User(), ether, ethers), _venue.Maker());
        _venue.Fund(500).Do(new PauseVenue(_venue.Now));
        _venue.Trade(maker, user, 1, 100, spot);
        _venue.Trade(user, maker, 1, 300);
        _venue.Trade(user, maker, -1, 100);
        Assert.Equal((-100, -100), (_venue.Balance(user), _venue.Balance(user, Scenario.Btc)));
        _venue.Do(new ResumeVenue(_venue.Now)).Wait(Duration.FromMinutes(10)).Prices((Scenario.BtcUsd, 100), (new IndexId(1), 100));
        return (user, ether);
    }

    private (AccountId User, AccountId Maker) LongTenOnCoins(long coins)
    {
        _venue.Price(100);
        var maker = _venue.Maker();
        var user = _venue.Deposit(_venue.User(), Scenario.Btc, coins);
        _venue.Trade(user, maker, 10, 100);
        return (user, maker);
    }

    /// <summary>Sells the ten at a price, against a maker, while liquidations wait; then bitcoin falls to it.</summary>
    private void CloseAt(AccountId user, long price, params (IndexId Index, long Price)[] others)
    {
        _venue.Do(new PauseVenue(_venue.Now)).Price(price);
        _venue.Trade(user, _venue.Maker(), -10, price);
        _venue.Do(new ResumeVenue(_venue.Now)).Wait(Duration.FromMinutes(10)).Prices([(Scenario.BtcUsd, price), .. others]);
    }

    /// <summary>An account without anything else loses this much to somebody who leaves with it.</summary>
    private void LoseWithoutCover(long loss)
    {
        if (!_venue.Engine.IndexPrice(Scenario.BtcUsd).IsPositive)
        {
            _venue.Price(100);
        }

        var price = _venue.Engine.IndexPrice(Scenario.BtcUsd).Units;
        var winner = _venue.Maker();
        var loser = _venue.User();
        _venue.Do(new PauseVenue(_venue.Now));
        _venue.Trade(loser, winner, 1, price + loss);
        _venue.Trade(loser, winner, -1, price);
        _venue.Do(new ResumeVenue(_venue.Now));
        _venue.Do(new WithdrawCollateral(_venue.Now, winner, Scenario.Usd, new(loss)));
        Assert.Equal(-loss, _venue.Balance(loser));

        _venue.Wait(Duration.FromMinutes(10)).Price(price);
    }

    private AssetId EtherAsset()
    {
        var index = _venue.List(Listings.EtherIndex);
        var ether = _venue.List(Listings.Ether(index));
        _venue.Price(100, index);
        return ether;
    }

    private IEnumerable<(AccountId Bearer, long Amount)> Shares() =>
        _venue.Latest<LossSocialised>().Select(shared => (shared.Bearer, (long)shared.Amount.Units));

    private int Paid<T>()
        where T : unmanaged, IEvent =>
        _venue
            .Latest<T>()
            .Sum(paid =>
                paid switch
                {
                    DeficitCovered covered => (int)covered.Amount.Units,
                    DeleveragingCharged charged => (int)charged.Amount.Units,
                    LossSocialised shared => (int)shared.Amount.Units,
                    _ => 0,
                }
            );
}
