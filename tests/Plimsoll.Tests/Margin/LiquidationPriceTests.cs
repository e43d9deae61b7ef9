using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

[Trait("Criterion", "MARG-030")]
public sealed class LiquidationPriceTests
{
    private static readonly InstrumentId First = new(0);

    [Fact]
    public void A_long_at_ten_times_leverage_is_below_its_line_a_tenth_lower_less_maintenance()
    {
        // 1 coin at 10,000 with 1,000: below when 1,000 + p − 10,000 < p / 100, that is p < 9,090.909…
        var account = Alone(Sample.Linear, mark: 10_000, balance: 1_000, quantity: 1_000, cost: 10_000);

        Assert.Equal(Sample.Dollars(9_090.90m), Find(account));
    }

    [Fact]
    public void A_short_is_hurt_by_rising_prices()
    {
        // Below when 1,000 + 10,000 − p < p / 100, that is p > 10,891.089…
        var account = Alone(Sample.Linear, mark: 10_000, balance: 1_000, quantity: -1_000, cost: -10_000);

        Assert.Equal(Sample.Dollars(10_891.09m), Find(account));
    }

    [Fact]
    public void The_venue_may_count_the_line_itself_as_below()
    {
        // 1 coin at 10,000 with 1,090: equity equals maintenance margin at exactly 9,000.
        var account = Alone(Sample.Linear, mark: 10_000, balance: 1_090, quantity: 1_000, cost: 10_000);

        Assert.Equal(Sample.Dollars(8_999.99m), Find(account));
        Assert.Equal(Sample.Dollars(9_000), Find(account, isLineBelow: true));
    }

    [Fact]
    public void Inverse_positions_are_solved_in_coins()
    {
        // 10,000 USD at 10,000 with a tenth of a coin: below when 0.1 + 1 − 10,000/p < 100/p, that is p < 9,181.818…
        var account = Alone(Sample.Inverse, mark: 10_000, balance: 0, quantity: 10_000, cost: -1, coins: 0.1m, coinPrice: 10_000);

        Assert.Equal(Sample.Dollars(9_181.81m), Find(account));

        // Short: below when 0.1 − 1 + 10,000/p < 100/p, that is p > 11,000; there the roundings, 0.00909090 against 0.00909091, decide.
        var sold = Alone(Sample.Inverse, mark: 10_000, balance: 0, quantity: -10_000, cost: 1, coins: 0.1m, coinPrice: 10_000);

        Assert.Equal(Sample.Dollars(11_000), Find(sold));
    }

    [Fact, Trait("Criterion", "MARG-035")]
    public void What_settles_in_its_own_underlying_is_valued_where_it_goes()
    {
        // 10,000 USD at 50,000 with 2,000 dollars: below when 2,000 + 0.2p − 10,000 < 100, that is p < 40,500; there the roundings decide.
        var account = Alone(Sample.Inverse, mark: 50_000, balance: 2_000, quantity: 10_000, cost: -0.2m, coinPrice: 50_000);

        Assert.Equal(Sample.Dollars(40_500), Find(account));
    }

    [Theory, Trait("Criterion", "MARG-036")]
    [InlineData(1_090, 1_000, 9_000)]
    [InlineData(1_000, 1_000, 9_090.91)]
    [InlineData(1_000.3, 1_000, 9_090.61)]
    [InlineData(1_110, -1_000, 11_000)]
    [InlineData(1_000, -1_000, 10_891.09)]
    [InlineData(99, 1_000, 10_000)]
    public void What_is_shown_is_where_equity_meets_the_margin(double balance, int quantity, double shown)
    {
        var account = Alone(Sample.Linear, mark: 10_000, balance: (decimal)balance, quantity: quantity, cost: quantity * 10);

        Assert.Equal(Sample.Dollars((decimal)shown), Crossing(account));
    }

    [Fact, Trait("Criterion", "MARG-036")]
    public void Where_the_account_jumps_the_first_price_below_is_shown()
    {
        // 20 % above 15,000, 1 % below. Short 1 coin at 10,000 with 5,200: 50 above the line a cent before 15,000, 2,800 below it there.
        var tiers = RiskTierTable.Flat(
            [(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1)), (Sample.Usd(15_000), Rate.FromPercent(20), Rate.FromPercent(20))],
            TierBoundary.FloorInclusive
        );
        var account = Alone(Sample.Linear with { Margin = tiers }, mark: 10_000, balance: 5_200, quantity: -1_000, cost: -10_000);

        Assert.Equal((Sample.Dollars(15_000), Sample.Dollars(15_000)), (Find(account), Crossing(account)));
    }

    [Fact]
    public void An_account_below_its_line_is_so_at_the_mark_already() =>
        Assert.Equal(Sample.Dollars(10_000), Find(Alone(Sample.Linear, mark: 10_000, balance: 99, quantity: 1_000, cost: 10_000)));

    [Fact]
    public void There_is_none_when_no_price_brings_the_account_there()
    {
        Assert.Null(Find(Alone(Sample.Linear, mark: 10_000, balance: 20_000, quantity: 1_000, cost: 10_000)));
        Assert.Null(Find(Alone(Sample.Linear, mark: 10_000, balance: 100, quantity: 0, cost: 0)));
        Assert.Null(Find(Alone(Sample.Linear, mark: 0, balance: 100, quantity: 1_000, cost: 0)));
    }

    [Fact]
    public void The_tier_is_selected_again_at_the_solved_price()
    {
        // 10 % above 15,000, 1 % below. 2 coins at 10,000 with 3,000: at 20,000 they need 2,000; the line is 3,000 − 2·(10,000 − p) = 0.2·p,
        // p = 9,444.44…; the 1 % tier would only begin at 7,500.
        var tiers = RiskTierTable.Flat(
            [(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1)), (Sample.Usd(15_000), Rate.FromPercent(20), Rate.FromPercent(10))],
            TierBoundary.FloorInclusive
        );
        var account = Alone(Sample.Linear with { Margin = tiers }, mark: 10_000, balance: 3_000, quantity: 2_000, cost: 20_000);

        Assert.Equal(Sample.Dollars(9_444.44m), Find(account));

        // With 6,500 the line of the 10 % tier lies at 7,500, its very end: from there on 1 % is enough, until 6,818.18…
        var richer = Alone(Sample.Linear with { Margin = tiers }, mark: 10_000, balance: 6_500, quantity: 2_000, cost: 20_000);

        Assert.Equal(Sample.Dollars(6_818.18m), Find(richer));
    }

    [Fact]
    public void The_nearest_of_several_prices_counts()
    {
        // As above with 6,400: below from 7,555.55 down to 7,500, well again just under 7,500, and below for good from 6,868.68.
        var tiers = RiskTierTable.Flat(
            [(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1)), (Sample.Usd(15_000), Rate.FromPercent(20), Rate.FromPercent(10))],
            TierBoundary.FloorInclusive
        );
        var account = Alone(Sample.Linear with { Margin = tiers }, mark: 10_000, balance: 6_400, quantity: 2_000, cost: 20_000);

        Assert.Equal(Sample.Dollars(7_555.55m), Find(account));
        Assert.False(IsBelow(account, Sample.Dollars(7_499.99m), isLineBelow: false));
        Assert.True(IsBelow(account, Sample.Dollars(6_868.68m), isLineBelow: false));
    }

    [Fact]
    public void A_long_whose_profit_no_longer_counts_is_hurt_by_rising_prices()
    {
        // At most 5,000 USDT count for one account. 1 coin at 10,000 with 5,000, 10 % to keep: maintenance passes 5,000 above 50,000.
        var capped = Sample.Usdt with
        {
            AccountCap = Sample.Usd(5_000),
        };
        var account = Alone(
            Sample.Linear with
            {
                Margin = Sample.Rates(20, 10),
            },
            mark: 48_000,
            balance: 5_000,
            quantity: 1_000,
            cost: 10_000
        );
        account.Market.Set(capped.Id, AssetValuation.Numeraire(capped));

        Assert.Equal(Sample.Dollars(50_000.01m), Find(account));

        // Falling prices would do it at 5,555.55; just as far from 27,777.78 they come first.
        account.Market.Set(First, Sample.Dollars(27_777.78m));

        Assert.Equal(Sample.Dollars(5_555.55m), Find(account));
    }

    [Fact]
    public void Other_positions_and_collaterals_count()
    {
        // Long 1 coin at 10,000 with 500 USDT, half a coin of collateral at 10,000 less 20 %, and a short of 0.5 that has won 1,000.
        var market = Sample.Market(btcPrice: 10_000, (Sample.Linear, 10_000), (Sample.Future, 10_000));
        market.Set(
            Sample.Btc.Id,
            market.Asset(Sample.Btc.Id).For(Sample.Btc with { Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(20)) })
        );
        var account = new Portfolio(
            market,
            [new(Sample.Usdt.Id, Sample.Usd(500)), new(Sample.Btc.Id, Sample.Coins(0.5m))],
            [new(First, new(1_000), Sample.Usd(10_000)), new(new(1), new(-500), Sample.Usd(-6_000))]
        );

        // 500 + 4,000 + 1,000 + p − 10,000 < p/100 + 50: p < 4,595.9595…; index and the other mark stay.
        Assert.Equal(Sample.Dollars(4_595.95m), Find(account));
    }

    [Theory, Trait("Criterion", "MARG-031")]
    [InlineData(false, 18_778.73)]
    [InlineData(true, 26_316.89)]
    public void Binances_example_isolated_and_cross(bool isCross, decimal price)
    {
        var btc = Binance(maintenanceBasisPoints: 250, floor: 1_304_000);
        var eth = Binance(maintenanceBasisPoints: 1_000, floor: 2_707_300);
        var market = Sample.Market(btcPrice: 32_481.98m, (btc with { PriceDecimals = 4 }, 32_481.98m), (eth, 1_335.18m));
        var account = new Portfolio(
            market,
            [new(Sample.Usdt.Id, Sample.Usd(1_535_443.01m))],
            [
                new(First, new(109_488), Sample.Usd(109.488m * 32_481.98m)),
                new(new(1), new(isCross ? 3_683_979 : 0), Sample.Usd(isCross ? 3_683.979m * 1_456.84m : 0)),
            ]
        );

        Assert.Equal([Money.Zero, Sample.Usd(16_300)], ((RiskTierTable)btc.Margin).Tiers.ToArray().Select(tier => tier.MaintenanceAmount));
        Assert.Equal([Money.Zero, Sample.Usd(135_365)], ((RiskTierTable)eth.Margin).Tiers.ToArray().Select(tier => tier.MaintenanceAmount));
        Assert.Equal(price, Math.Round(Find(account)!.Value.Units / 10_000m, 2)); // stated to the cent
    }

    /// <summary>Every price between the mark and the answer is tried, on both sides.</summary>
    [Fact]
    public void Agrees_with_trying_every_price() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                Arb.From(Gen.Choose(0, 4)),
                Arb.From(Gen.OneOf(Gen.Choose(1, 10), Gen.Choose(1, 400)).Zip(Gen.Choose(1, 800))),
                (account, line, prices) =>
                {
                    if (line >= account.Positions.Length)
                    {
                        return true;
                    }

                    // Small prices and large quantities: a few hundred prices span the whole life of the account.
                    var (mark, entry) = prices;
                    var position = account.Positions[line];
                    account.Market.Set(position.Instrument, new Price(mark));
                    var contract = account.Market.Contract(position.Instrument);
                    var cost = contract.Value(position.Quantity, new(entry), Rounding.Floor);
                    var scaled = account.WithPosition(line, position with { Cost = cost });

                    // Up to a thousand times a price of ten, up to twice any other.
                    var farthest = mark <= 10 ? 999 * mark : mark;
                    return new[] { false, true }.All(isLineBelow =>
                    {
                        var found = Find(scaled, isLineBelow, line);
                        var isFarther = found is { } price && Math.Abs(price.Units - mark) > farthest;
                        return Nearest(scaled, line, mark, farthest, isLineBelow) == (isFarther ? null : found);
                    });
                }
            )
            .Check(Exploration.Of(1_000));

    /// <summary>Whatever the prices: below at the answer, above one unit nearer.</summary>
    [Fact]
    public void Is_the_exact_boundary() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                Arb.From(Gen.Choose(0, 4)),
                (account, line) =>
                {
                    if (line >= account.Positions.Length || Find(account, line: line) is not { } price)
                    {
                        return true;
                    }

                    var mark = account.Market.Mark(account.Positions[line].Instrument);
                    var nearer = new Price(price.Units + Math.Sign(mark.Units - price.Units));
                    return IsBelow(account, price, isLineBelow: false, line)
                        && (price == mark || !IsBelow(account, nearer, isLineBelow: false, line));
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact]
    public void A_search_that_no_span_decides_comes_to_an_end()
    {
        // All of the notional to keep, and as much collateral as the position cost: equity equals maintenance margin at every price.
        var whole = Sample.Linear with
        {
            Margin = Sample.Rates(100, 100),
        };
        var account = Alone(whole, mark: 50_000, balance: 10_000, quantity: 1_000, cost: 10_000);

        Assert.Null(Find(account));
        Assert.Equal(Sample.Dollars(50_000), Find(account, isLineBelow: true));
    }

    [Fact]
    public void The_market_is_left_as_it_was()
    {
        var account = Alone(Sample.Linear, mark: 10_000, balance: 1_000, quantity: 1_000, cost: 10_000);

        Find(account);

        Assert.Equal(Sample.Dollars(10_000), account.Market.Mark(First));
    }

    private static Price? Nearest(Portfolio account, int line, int mark, int farthest, bool isLineBelow)
    {
        var isLong = account.Positions[line].Quantity.Sign > 0;
        if (account.Positions[line].Quantity.IsZero)
        {
            return null;
        }

        for (var distance = 0; distance <= farthest; distance++)
        {
            // At equal distance the side that hurts.
            long[] sides = isLong ? [mark - distance, mark + distance] : [mark + distance, mark - distance];
            foreach (var units in sides)
            {
                if (units > 0 && IsBelow(account, new(units), isLineBelow, line))
                {
                    return new Price(units);
                }
            }
        }

        return null;
    }

    private static Price? Crossing(Portfolio account) =>
        Find(account) is { } found ? CrossingPrice.Of(account.Market, account.Balances, account.Positions, 0, found) : null;

    private static Price? Find(Portfolio account, bool isLineBelow = false, int line = 0) =>
        LiquidationPrice.Find(account.Market, account.Balances, account.Positions, line, isLineBelow);

    private static bool IsBelow(Portfolio account, Price price, bool isLineBelow, int line = 0)
    {
        var market = account.Market.Copy();
        var contract = market.Contract(account.Positions[line].Instrument).Parameters;
        var asset = market.Asset(contract.SettlementAsset);
        var mark = market.Mark(contract.Id).Units;
        market.Set(contract.Id, price);
        if (asset.Asset.Index == contract.Underlying && mark > 0)
        {
            var moved = (long)((Int128)asset.IndexPrice.Units * price.Units / mark);
            market.Set(contract.SettlementAsset, asset.At(asset.IndexPrice.IsPositive ? new(Math.Max(1, moved)) : default));
        }

        var margin = (account with { Market = market }).Margin;
        return SolvencyLine.IsBelow(margin.Equity, margin.MaintenanceMargin, isLineBelow);
    }

    private static Portfolio Alone(
        InstrumentParameters parameters,
        decimal mark,
        decimal balance,
        long quantity,
        decimal cost,
        decimal coins = 0,
        decimal coinPrice = 10_000
    )
    {
        var exactCost = parameters.SettlementAsset == Sample.Usdt.Id ? Sample.Usd(cost) : Sample.Coins(cost);
        return new(
            Sample.Market(coinPrice, (parameters, mark)),
            [new(Sample.Usdt.Id, Sample.Usd(balance)), new(Sample.Btc.Id, Sample.Coins(coins))],
            [new(First, new(quantity), exactCost)]
        );
    }

    /// <summary>Half the rate up to a floor, so that the amount of the second tier is the one that Binance states.</summary>
    private static InstrumentParameters Binance(int maintenanceBasisPoints, int floor) =>
        Sample.Linear with
        {
            TickSize = new(1),
            Margin = RiskTierTable.Progressive(
                [
                    (Money.Zero, Rate.FromPercent(50), Rate.FromBasisPoints(maintenanceBasisPoints / 2)),
                    (Sample.Usd(floor), Rate.FromPercent(50), Rate.FromBasisPoints(maintenanceBasisPoints)),
                ],
                TierBoundary.FloorInclusive
            ),
        };
}
