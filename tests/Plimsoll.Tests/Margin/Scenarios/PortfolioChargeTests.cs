using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Scenarios;

public sealed class PortfolioChargeTests
{
    private const ChargeStage Stage = ChargeStage.WithScenarios;
    private const ChargeLevels Both = ChargeLevels.Both;

    private static double Amount(PortfolioCharge charge, RiskBook book) => charge.Amount(new(book, 1), []);

    private static RiskBook Futures(params LinearHolding[] futures) => new("btc", 70_000) { Linear = futures };

    private static LinearHolding Future(double quantity, double? days = null, string settlement = "") =>
        new("future", quantity, 70_000) { Seconds = days * RiskBook.SecondsOfDay, Settlement = settlement };

    [Theory, Trait("Criterion", "PMRG-016")]
    [InlineData(ShortNetting.Strike, 10)]
    [InlineData(ShortNetting.None, 20)]
    [InlineData(ShortNetting.Book, 4)]
    public void Long_options_relieve_short_ones(ShortNetting netting, double expected)
    {
        var book = new RiskBook("btc", 100)
        {
            Expiries =
            [
                new(0, 100, [new("c", OptionType.Call, 100, 10, 0.5), new("p", OptionType.Put, 100, -20, 0.5)]),
                new(86_400, 100, [new("far", OptionType.Call, 100, 6, 0.5)]),
            ],
        };

        Assert.Equal(
            expected * 0.01,
            Amount(new ShortOptionCharge("shorts", Stage, Both, 0.01) { Netting = netting, IsByPiece = true }, book),
            12
        );
    }

    [Fact, Trait("Criterion", "PMRG-017")]
    public void Doubtful_prices_are_charged_with_a_cliff_or_without()
    {
        var cliff = new ConfidenceCharge("confidence", Stage, Both, 0.4, 1);

        Assert.Equal(0, cliff.Share(0.4));
        Assert.Equal(0.6, cliff.Share(0.4 - 1e-15), 12);
        Assert.Equal(70_000 * 0.9, Amount(cliff, Futures(Future(-1) with { Confidence = 0.1 })), 9);
        Assert.Equal(0, Amount(cliff, Futures(Future(0) with { Confidence = 0.1 })));
    }

    [Fact, Trait("Criterion", "PMRG-017")]
    public void The_smooth_charge_has_no_jump_and_stays_below_the_cliff()
    {
        var cliff = new ConfidenceCharge("confidence", Stage, Both, 0.4, 1);
        var smooth = cliff with { IsSmooth = true };

        Assert.True(smooth.Share(0.4 - 1e-9) < 1e-15);
        Assert.Equal(cliff.Share(0), smooth.Share(0));
        Prop.ForAll(
                Gen.Choose(0, 1_000).ToArbitrary(),
                Gen.Choose(0, 1_000).ToArbitrary(),
                (one, other) =>
                {
                    var (low, high) = (Math.Min(one, other) / 1_000.0, Math.Max(one, other) / 1_000.0);
                    return smooth.Share(low) >= smooth.Share(high)
                        && smooth.Share(low) <= cliff.Share(low)
                        && smooth.Share(low) - smooth.Share(high) <= 5 * (high - low);
                }
            )
            .Check(Exploration.Of(500));
    }

    [Fact, Trait("Criterion", "PMRG-018")]
    public void Net_and_hedged_delta_have_rates_of_their_own()
    {
        var charge = new DeltaCharge("delta", Stage, Both, 0.02, 0.01);
        var book = Futures([Future(1), .. Enumerable.Repeat(Future(-0.3), 5)]);

        Assert.Equal(1_400, Amount(charge, book), 9);
        Assert.Equal(0.02 * 0.5 * 70_000, Amount(charge with { IsBetweenExpiries = true }, book), 9);
        Assert.Equal(0.01 * 1 * 70_000, Amount(charge with { IsBetweenExpiries = true }, Futures(Future(1), Future(-1, 90))), 9);
    }

    [Fact, Trait("Criterion", "PMRG-018")]
    public void A_ladder_charges_each_slice_or_the_whole()
    {
        var steps = new[] { (1e6, 0.0075), (5e6, 0.0175), (double.PositiveInfinity, 0.025) };

        Assert.Equal(202_500, new AmountLadder(steps, IsProgressive: true).Of(10e6), 6);
        Assert.Equal(250_000, new AmountLadder(steps, IsProgressive: false).Of(10e6), 6);
        Assert.Equal(87_500, new AmountLadder(steps, IsProgressive: false).Of(5e6), 6); // the bound belongs to the step below

        var depeg = new DepegCharge("depeg", Stage, Both, new([(double.PositiveInfinity, 0.01)], IsProgressive: true));
        Assert.Equal(70_000 * 0.01, Amount(depeg, Futures(Future(2, settlement: "USDT"), Future(-1, settlement: "USDC"))), 9);
        Assert.Equal(0, Amount(depeg, Futures(Future(2, settlement: "USDT"), Future(-1, settlement: "USDT"))));
    }

    /// <summary>1 % down to 0.99, 40 % at 0.8 and below.</summary>
    private static DepegCharge ByPrice { get; } =
        new("depeg", Stage, Both, new([(double.PositiveInfinity, 0.01)], IsProgressive: true))
        {
            Pairs = [new("USDT", ""), new("USDT", "USDC"), new("USDC", "")],
            PegPrice = 0.99,
            OffPeg = [new(0.8, new([(double.PositiveInfinity, 0.4)], IsProgressive: true))],
        };

    [Fact, Trait("Criterion", "PMRG-034")]
    public void Pairs_of_coins_hedge_in_their_order_and_begin_the_ladder_anew()
    {
        var steps = new[] { (70_000.0, 0.01), (double.PositiveInfinity, 0.02) };
        var charge = ByPrice with { Ladder = new(steps, IsProgressive: true), OffPeg = [] };
        LinearHolding[] held = [Future(3, settlement: "USDT"), Future(-1, settlement: "USDC"), Future(-1, settlement: "BTC")];

        Assert.Equal(700 + 700, Amount(charge, Futures(held)), 9); // 2 together would reach the second step
        Assert.Equal(700 + 1_400, Amount(charge with { Pairs = [] }, Futures(held)), 9);
        Assert.Equal(0, Amount(charge with { Pairs = [new("USDC", "")] }, Futures(held[1], held[2])));
        Assert.Equal(0, Amount(charge, Futures(held[0], held[0])));
    }

    [Theory, Trait("Criterion", "PMRG-034")]
    [InlineData(1, 1)]
    [InlineData(0.99, 1)]
    [InlineData(0.895, 20.5)]
    [InlineData(0.8, 40)]
    [InlineData(0.3, 40)]
    [InlineData(1.25, 40)]
    public void A_coin_off_its_peg_is_charged_by_its_price(double price, double expected)
    {
        var lost = Future(1, settlement: "USDT") with { SettlementPrice = price };

        Assert.Equal(expected, ByPrice.Of(100, price), 9);
        Assert.Equal(expected * 700, Amount(ByPrice, Futures(lost, Future(-1, settlement: "USDC"))), 6);
        Assert.Equal(expected * 700, Amount(ByPrice, Futures(lost, Future(-1, settlement: "BTC"))), 6);
    }

    [Fact, Trait("Criterion", "PMRG-034")]
    public void The_charge_never_falls_as_the_price_does()
    {
        var stepped = ByPrice with { OffPeg = [new(0.95, new([(1e6, 0.02), (double.PositiveInfinity, 0.05)], true)), .. ByPrice.OffPeg] };
        var charges = Enumerable.Range(0, 600).Select(step => stepped.Of(3e6, 1.05 - (step / 1_000.0))).ToArray();

        Assert.All(charges.Skip(60).Zip(charges.Skip(61)), pair => Assert.True(pair.Second >= pair.First));
        Assert.All(charges.Zip(charges.Skip(1)), pair => Assert.True(Math.Abs(pair.Second - pair.First) < 10_000)); // no jump
    }

    [Fact, Trait("Criterion", "PMRG-019")]
    public void Vega_hedged_between_expiries_is_charged_by_the_days_between()
    {
        var book = new RiskBook("btc", 100)
        {
            Expiries =
            [
                new(20 * 86_400, 100, [new("near", OptionType.Call, 100, 1, 0.5)]),
                new(30 * 86_400, 100, [new("far", OptionType.Call, 100, -0.3, 0.5)]),
            ],
        };
        var shorted = 0.3 * Black76.Greeks(OptionType.Call, 100, 100, 0.5, 30 / 365.0, 1).Vega;

        Assert.Equal(shorted * 0.25, Amount(new VegaSpreadCharge("vega", Stage, Both, 0.25), book), 9);
        Assert.Equal(shorted * 10 * 0.0003, Amount(new VegaSpreadCharge("vega", Stage, Both, 0.0003) { IsPerDay = true }, book), 9);
    }

    /// <summary>37.5 cents a piece are no 37.5 percent.</summary>
    [Fact]
    public void An_amount_a_piece_is_not_called_a_rate()
    {
        var inputs = new List<ChargeInput>();

        new NotionalCharge("minimum", Stage, Both, 0.375) { IsByPiece = true }.Amount(new(Futures(Future(2)), 1), inputs);

        Assert.Equal(["underlyings", "amount a piece"], inputs.Select(input => input.Name));
    }

    [Fact, Trait("Criterion", "PMRG-037")]
    public void What_expiries_hedge_of_each_other_rolls_by_the_time_between_them()
    {
        var roll = new RollCharge("roll", Stage, Both, 0, 0.05) { IsHedgedOnly = true };
        double Move(double days) => Math.Exp(0.05 * days / 365) - 1;

        // A perpetual against a year costs the year, and two legs what lies between them, whichever is longer.
        Assert.Equal(Move(365) * 70_000, Amount(roll, Futures(Future(-1), Future(3, 365))), 6);
        Assert.Equal(Move(90) * 70_000, Amount(roll, Futures(Future(1, 30), Future(-1, 120))), 6);
        Assert.Equal(0, Amount(roll, Futures(Future(1, 30), Future(2, 120))));

        // The nearest first: 2 of 30 and 60 days, then 1 of 30 and 180.
        var ladder = Futures(Future(3, 30), Future(-2, 60), Future(-5, 180));
        Assert.Equal(((2 * Move(30)) + Move(150)) * 70_000, Amount(roll, ladder), 6);
    }

    [Fact, Trait("Criterion", "PMRG-018")]
    public void Expiries_roll_apart_and_large_deltas_cost_more()
    {
        var roll = new RollCharge("roll", Stage, Both, 0.01, 0.1);
        var book = Futures(Future(1), Future(-1, 365));
        var year = Math.Exp(0.1) - 1;

        Assert.Equal((0.01 + year) * 70_000, Amount(roll, book), 6);
        Assert.Equal(year * 70_000, Amount(roll with { IsHedgedOnly = true }, book), 6);
        Assert.Equal(0.01 + year, Amount(roll, book with { IsInCoin = true }), 12);

        var shock = new DeltaThresholdCharge("shock", Stage, Both, 700_000, 0.001, 0.1);
        Assert.Equal(0, Amount(shock, Futures(Future(10))));
        Assert.Equal(110 * 0.1 * 70_000, Amount(shock, Futures(Future(-110))), 6);
        Assert.Equal(20 * 0.01 * 70_000, Amount(shock, Futures(Future(20))), 6);
    }

    [Fact, Trait("Criterion", "PMRG-010")]
    public void A_minimum_charge_grows_by_multiples_of_its_size()
    {
        var charge = new NotionalCharge("minimum", Stage, Both, 0.1)
        {
            Ladder = new([(10_000, 1), (70_000, 2), (double.PositiveInfinity, 4)], IsProgressive: false),
        };

        Assert.Equal(7_000, Amount(charge, Futures(Future(1))), 9);
        Assert.Equal(28_000, Amount(charge, Futures(Future(-2))), 9);
    }
}
