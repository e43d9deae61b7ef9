using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Options;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Options;

/// <summary>Worked numbers are at expiry, where an option is worth its payoff and can be checked by hand: spot and forward are 1,000.</summary>
public sealed class ExpiryNettedOptionMarginTests
{
    private static readonly UnderlyingMarginTerms Terms = new(
        new(0.15m, 0.10m, 0.075m, 0.075m, 0.08m, 1.05m, 1.2m, 1.1m),
        new(0.4m, 0.4m, 0.4m, 0.5m),
        0.065m,
        0.05m,
        0.8m,
        0.9m
    );

    private static OptionHolding Call(decimal strike, decimal quantity) => new(OptionType.Call, strike, quantity, 0.5m);

    private static OptionHolding Put(decimal strike, decimal quantity) => new(OptionType.Put, strike, quantity, 0.5m);

    private static UnderlyingBook Book(params OptionHolding[] options) =>
        new("eth", 1000, 1, 1010, 1, 0, 0, 0, [new(0, 1000, 1, 1, options)], Terms);

    private static MarginPair Margin(UnderlyingBook book, decimal coinPrice = 1)
    {
        var depeg = ExpiryNettedOptionMargin.DepegRate(coinPrice, 0.98m, 1.2m, TruncatingDecimals.Widest);
        return ExpiryNettedOptionMargin.Of(0, [book], depeg, TruncatingDecimals.Widest).Total;
    }

    [Fact]
    public void Long_options_add_nothing() => Assert.Equal(default, Margin(Book(Call(900, 1), Put(1100, 2))));

    [Fact]
    public void A_short_call_needs_its_value_and_a_share_of_spot()
    {
        Assert.Equal(new(-100 - 150, -100 - 75), Margin(Book(Call(900, -1))));
        Assert.Equal(new(-2 * 120, -2 * 75), Margin(Book(Call(1030, -2)))); // 3 % out of the money: 15 % less 3 %
        Assert.Equal(new(-100, -75), Margin(Book(Call(2000, -1)))); // the least is 10 %
    }

    [Fact]
    public void A_short_put_needs_at_least_a_share_of_its_own_value()
    {
        Assert.Equal(new(-100 - 150, -100 - 75), Margin(Book(Put(1100, -1))));

        // Worth 4,000, so 8 % of that exceeds 7.5 % of spot, and 105 % of the whole exceeds 15 % of spot.
        Assert.Equal(new(-4320 * 1.05m, -4320), Margin(Book(Put(5000, -1))));
    }

    [Fact]
    public void A_spread_needs_no_more_than_its_largest_loss() => Assert.Equal(new(-50, -50), Margin(Book(Call(1000, -1), Call(1050, 1))));

    [Fact]
    public void Calls_short_on_balance_add_a_share_of_the_forward() =>
        Assert.Equal(new(-50.5m - 12, -50.5m - 11), Margin(Book(Call(900, -1.01m), Call(950, 1))));

    [Fact]
    public void Expiries_are_not_netted()
    {
        var book = Book() with { Expiries = [new(0, 1000, 1, 1, [Call(900, -1)]), new(60, 1000, 1, 1, [Call(900, 1)])] };

        Assert.Equal(new(-250, -175), Margin(book));
    }

    [Fact]
    public void Perpetual_and_collateral_count_by_rates()
    {
        Assert.Equal(new(7 - 131.3m, 7 - 101), Margin(Book() with { PerpetualQuantity = -2, PerpetualProfit = 7 }));
        Assert.Equal(new(2160, 2400), Margin(Book() with { Collateral = 3 }));
    }

    [Fact]
    public void A_doubtful_oracle_is_charged_strictly_below_the_threshold()
    {
        var book = Book(Call(900, -1)) with { PerpetualQuantity = 1, Collateral = 1 };
        var sure = Margin(book);
        var doubtful = Margin(book with { SpotConfidence = 0.399999999999999999m });

        Assert.Equal(sure, Margin(book with { SpotConfidence = 0.4m }));
        Assert.Equal(sure.Maintenance, doubtful.Maintenance);
        Assert.Equal(sure.Initial - (0.600000000000000001m * 0.5m * 3010), doubtful.Initial);
    }

    [Fact]
    public void A_lost_peg_is_charged_on_shorts_and_perpetuals()
    {
        var book = Book(Call(900, -1), Put(500, 2)) with { PerpetualQuantity = -3 };

        Assert.Equal(Margin(book).Initial - (0.08m * 1.2m * 1000 * 4), Margin(book, coinPrice: 0.9m).Initial);
        Assert.Equal(Margin(book).Maintenance, Margin(book, coinPrice: 0.9m).Maintenance);
        Assert.Equal(Margin(book), Margin(book, coinPrice: 0.98m));
    }

    [Fact]
    public void Netting_never_costs_and_opening_needs_at_least_what_keeping_does() =>
        Prop.ForAll<(short Quantity, byte Strike, bool IsCall)[], uint>(
                (holdings, seconds) =>
                {
                    var options = holdings.Select(each =>
                        each.IsCall
                            ? Call((each.Strike * 10) + 10, each.Quantity / 100m)
                            : Put((each.Strike * 10) + 10, each.Quantity / 100m)
                    );
                    var book = Book() with { Expiries = [new(seconds, 1007, 1, 1, [.. options])] };
                    var margin = ExpiryNettedOptionMargin.Of(0, [book], 0, new(18));

                    return margin.Total.Initial >= margin.Isolated.Initial
                        && margin.Total.Maintenance >= margin.Isolated.Maintenance
                        && margin.Total.Initial <= margin.Total.Maintenance
                        && margin.Total.Maintenance <= 0;
                }
            )
            .Check(Exploration.Usual);
}
