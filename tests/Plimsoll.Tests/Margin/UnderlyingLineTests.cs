using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

[Trait("Criterion", "MARG-034")]
public sealed class UnderlyingLineTests
{
    [Fact]
    public void Collateral_falls_with_the_position_it_carries()
    {
        // 1 coin bought at 50,000 on 1 coin of collateral: below when 2p − 50,000 < p / 100, that is p < 25,125.63.
        var account = Account(1_000, 50_000, coins: 1);

        var line = Find(account);

        Assert.Equal(25_125.62m, decimal.Floor(line.Fall!.Value.Nano * 50_000m / 1_000_000_000 * 100) / 100);
        Assert.Null(line.Rise);
        Assert.Null(LiquidationPrice.Find(account.Market, account.Balances, account.Positions, 0, isLineBelow: false));
    }

    [Fact]
    public void A_position_sold_against_its_coin_has_no_line() => Assert.Equal(default, Find(Account(-1_000, -50_000, coins: 1.1m)));

    [Fact]
    public void Below_already_is_where_it_stands() =>
        Assert.Equal(new UnderlyingLine(Rate.One, Rate.One), Find(Account(1_000, 50_000, coins: 0)));

    [Fact]
    public void It_is_where_the_decision_turns() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                account =>
                {
                    var line = Find(account);
                    return Turns(account, line.Fall, 1) && Turns(account, line.Rise, -1);
                }
            )
            .Check(Exploration.Of(500));

    private static bool Turns(Portfolio account, Rate? factor, int towards) =>
        factor is not { } found || (IsBelow(account, found.Nano) && (found == Rate.One || !IsBelow(account, found.Nano + towards)));

    private static bool IsBelow(Portfolio account, long nano)
    {
        var market = account.Market.Copy();
        Price Moved(Price price) => price.IsPositive ? new((long)Int128.Max(1, (Int128)price.Units * nano / 1_000_000_000)) : price;
        foreach (var position in account.Positions)
        {
            if (market.Contract(position.Instrument).Parameters.Underlying == Sample.Linear.Underlying)
            {
                var point = account.Market.Point(position.Instrument);
                market.Set(position.Instrument, Moved(point.Mark));
                market.Set(position.Instrument, Moved(point.Index), point.OpenInterest);
            }
        }

        for (var id = 0; id < market.AssetCount; id++)
        {
            var asset = market.Asset(new((byte)id));
            market.Set(new AssetId((byte)id), asset.Asset.Index == Sample.Linear.Underlying ? asset.At(Moved(asset.IndexPrice)) : asset);
        }

        var margin = (account with { Market = market }).Margin;
        return SolvencyLine.IsBelow(margin.Equity, margin.MaintenanceMargin, isLineBelow: false);
    }

    private static UnderlyingLine Find(Portfolio account) =>
        UnderlyingLine.Find(account.Market, account.Balances, account.Positions, Sample.Linear.Underlying, isLineBelow: false);

    private static Portfolio Account(long quantity, decimal cost, decimal coins) =>
        new(
            Sample.Market(50_000, (Sample.Linear with { Margin = Sample.Rates(2, 1) }, 50_000)),
            [new(Sample.Usdt.Id, Money.Zero), new(Sample.Btc.Id, Sample.Coins(coins))],
            [new(new(0), new(quantity), Sample.Usd(cost))]
        );
}
