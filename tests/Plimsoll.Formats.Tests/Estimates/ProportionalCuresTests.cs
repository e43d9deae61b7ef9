using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Estimates;

public sealed class ProportionalCuresTests
{
    /// <summary>Longs and shorts on two underlyings, in lots of a thousandth and a hundredth; numbers of lots that do not divide each other.</summary>
    private const string Standard = """
        balances: {USDT: 700}
        positions:
          - {instrument: BTC, quantity: 0.07, entry: 60_000}
          - {instrument: BTC, quantity: -0.031, entry: 58_000}
          - {instrument: ETH, quantity: -1.1, entry: 3_000}
          - {instrument: ETH, quantity: 0.37, entry: 3_050}
        market: {BTC: {mark: 59_000}, ETH: {mark: 3_010} }
        """;

    /// <summary>A call hedged at its delta: whoever closes one leg lays the other bare.</summary>
    private const string Hedged = """
        at: 2026-11-01
        balances: {USDC: 1_000}
        positions:
          - {instrument: BTC-27NOV26-70000-C, quantity: 0.1}
          - {instrument: BTC-PERP, quantity: -0.036, entry: 66_250}
        market:
          BTC: {index: 66_240}
          BTC-PERP: {mark: 66_250}
          BTC-27NOV26-70000-C: {volatility: 48%, forward: 66_500}
        """;

    private static Model PortfolioMargin => ModelCatalog.BuiltIn.Find("derive-pmrm-2")!;

    public static TheoryData<bool, decimal?> Cases =>
        new()
        {
            { false, null },
            { false, 6 },
            { false, 9.7m },
            { false, 40 },
            { true, 15 },
            { true, 30 },
            { true, 200 },
        };

    /// <summary>Every share at which some position gains a lot is tried, from the least on: the first that is enough is what is told.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_share_is_the_least_of_all_that_can_be_closed(bool isPortfolioMargin, decimal? ratio)
    {
        var (model, portfolio) = isPortfolioMargin
            ? (PortfolioMargin, Sample.PortfolioOf(Hedged))
            : (Sample.Model, Sample.PortfolioOf(Standard));
        var target = new CureTarget(ratio);

        var cures = CheapestCure.Of(model, portfolio, target)[0].Cures.Where(cure => cure.Action == CureAction.CloseShare).ToArray();

        Assert.Equal(isPortfolioMargin ? [""] : ["", "BTC", "ETH"], cures.Select(cure => cure.Name).Order(StringComparer.Ordinal));
        foreach (var cure in cures)
        {
            var (share, closes) = FirstEnough(model, portfolio, target, cure.Name);
            Assert.Equal(share, cure.Amount);
            Assert.Equal(closes, cure.Closes.Select(close => close.Quantity));
        }
    }

    /// <summary>Both legs go together where neither can go alone, not even in part.</summary>
    [Fact]
    public void A_hedge_is_closed_as_one_where_no_leg_can_be_closed_alone()
    {
        var cures = CheapestCure.Of(PortfolioMargin, Sample.PortfolioOf(Hedged), new(30))[0].Cures;

        Assert.All(cures.Where(cure => cure.Action == CureAction.Close), close => Assert.Null(close.After));
        var share = Assert.Single(cures, cure => cure.Action == CureAction.CloseShare);
        Assert.InRange(share.Amount!.Value, 0.01m, 0.99m);
        Assert.True(share.After!.MarginRatio >= 30);
        Assert.DoesNotContain(cures, cure => cure.Action == CureAction.CloseAll);
    }

    /// <summary>A share of one underlying leaves the other as it is.</summary>
    [Fact]
    public void A_share_of_an_underlying_touches_nothing_else()
    {
        var cure = CheapestCure
            .Of(Sample.Model, Sample.PortfolioOf(Standard), new(2))[0]
            .Cures.Single(cure => cure is { Action: CureAction.CloseShare, Name: "BTC" });

        Assert.Equal(["BTC", "BTC"], cure.Closes.Select(close => close.Instrument));
        Assert.All(cure.Closes, close => Assert.True(close.Quantity >= Math.Abs(close.Held) * cure.Amount));
        Assert.All(cure.Closes, close => Assert.Equal(0, close.Quantity % close.Lot));
    }

    [Fact]
    public void Cures_are_ranked_by_cash_then_by_notional()
    {
        var cures = CheapestCure.Of(Sample.Model, Sample.PortfolioOf(Standard), new(2))[0].Cures;

        var enough = cures.TakeWhile(cure => cure.Action == CureAction.Deposit || cure.After is not null).ToArray();
        Assert.All(cures.Skip(enough.Length), cure => Assert.Null(cure.After));
        Assert.Equal(enough.OrderByDescending(cure => cure.Deposited > 0).ThenBy(cure => cure.Deposited + cure.Closed), enough);
        Assert.Equal(
            [CureAction.Close, CureAction.CloseShare],
            enough.Where(cure => cure.Closed > 0).Select(cure => cure.Action).Distinct().Order()
        );
    }

    /// <summary>One position has no proportion to keep.</summary>
    [Fact]
    public void A_single_position_has_no_share()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 500}\npositions: [{instrument: BTC, quantity: 1}]\nmarket: {BTC: {mark: 59_000} }"
        );

        Assert.DoesNotContain(
            CheapestCure.Of(Sample.Model, portfolio, CureTarget.InitialMargin)[0].Cures,
            cure => cure.Action == CureAction.CloseShare
        );
    }

    private static (decimal? Share, decimal[] Closes) FirstEnough(Model model, Portfolio portfolio, CureTarget target, string underlying)
    {
        var positions = portfolio.Positions.Where(position => underlying.Length == 0 || UnderlyingOf(position) == underlying).ToArray();
        var lots = positions.Select(position => position.Instrument == "ETH" ? 0.01m : 0.001m).ToArray();
        var counts = positions.Select((position, i) => (int)(Math.Abs(position.Quantity) / lots[i])).ToArray();
        var shares = counts.SelectMany(count => Enumerable.Range(1, count).Select(of => (Of: of, All: count)));
        foreach (var (of, all) in shares.OrderBy(share => (decimal)share.Of / share.All))
        {
            var closes = counts.Select((count, i) => ((of * count) + all - 1) / all * lots[i]).ToArray();
            var after = portfolio;
            for (var i = 0; i < positions.Length; i++)
            {
                after = PortfolioChange.Trade(model, after, positions[i], -Math.Sign(positions[i].Quantity) * closes[i]);
            }

            if (target.IsReachedBy(Estimate.Figures(model, after)))
            {
                return ((decimal)of / all, closes);
            }
        }

        return (null, []);
    }

    private static string UnderlyingOf(HeldPosition position) => position.Instrument[..3];
}
