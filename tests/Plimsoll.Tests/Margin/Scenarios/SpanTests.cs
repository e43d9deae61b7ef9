using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>What SPAN has beside its sixteen scenarios, and those scenarios against a clearing house's own numbers.</summary>
public sealed class SpanTests
{
    private const double Day = RiskBook.SecondsOfDay;

    /// <summary>Weights of the seven prices: in the middle, at a third, two thirds and the whole of the range.</summary>
    private static readonly double[] Weights = [0.27, 0.217, 0.11, 0.037];

    /// <summary>
    /// NSE Clearing's intraday SPAN parameters of 8 August 2025 for Bank Nifty options: strike, delta of the call, and the worst value of the risk array for a short
    /// call and a short put, in rupees for each unit; as parsed in the repository lakshyaverma2414/nse-span-risk-parser (MIT), commit 14f7923, Test/span_01.csv.
    /// </summary>
    private const string NseAugust = """
        33000 1.0000 6262.91 0.00
        41700 1.0000 6260.02 75.97
        44500 1.0000 6259.09 568.58
        47300 0.9999 6258.10 1465.08
        50100 0.9924 6250.99 2436.66
        52900 0.8840 6115.96 3473.22
        55700 0.5114 5310.91 5317.58
        58500 0.1399 3535.70 6122.47
        61300 0.0162 2433.66 6280.24
        64100 0.0008 1488.11 6294.67
        66900 0.0000 683.21 6296.13
        69700 0.0000 203.99 6297.07
        72500 0.0000 35.84 6298.00
        """;

    private const string NseOctober = """
        33000 1.0000 6263.03 0.20
        41500 0.9998 6260.09 228.03
        44100 0.9977 6257.09 619.93
        46700 0.9854 6239.50 1237.42
        49300 0.9407 6160.82 1987.39
        51900 0.8346 5922.82 2873.92
        54500 0.6601 5413.59 4054.58
        57100 0.4520 4600.51 5026.00
        59700 0.2642 3584.70 5675.37
        62300 0.1317 2550.24 6033.72
        64900 0.0563 1661.06 6199.70
        67500 0.0209 1080.02 6265.43
        70100 0.0068 644.21 6288.27
        """;

    /// <summary>A range of 216 points is no factor of 216.</summary>
    [Theory]
    [InlineData(14, 1, "span 15, price +648 points, volatility as it is, 1 day later, weight 33 %")]
    [InlineData(3, 1, "span 4, price +72 points, volatility down, 1 day later")]
    [InlineData(4, 2, "span 5, price -72 points, volatility up, 2 days later")]
    [InlineData(0, 0, "span 1, price as it is, volatility up")]
    public void A_row_of_points_is_told_in_points(int row, double days, string words)
    {
        var table = SpanScenarios.Table(216, 3, 0.33, days);

        var outcome = new ScenarioOutcome(table.Name, row, table.Rows[row], 0, 0, []) { IsAbsolute = table.IsAbsolute };

        Assert.Equal(words, PortfolioExplanation.Describe(outcome));
    }

    /// <summary>Long one future: the worst row is told as it was revalued.</summary>
    [Fact]
    public void The_worst_row_of_points_is_told_in_points()
    {
        RiskBook book = new("ES", 6_800) { Linear = [new LinearHolding("ES-18DEC26", 50, 6_810)] };
        PortfolioMarginModel model = new([SpanScenarios.Table(216, 3, 0.33, 1)]);

        var worst = ScenarioMargin.Evaluate(model, new ScenarioAccount([book], 0, 1)).Units[0].Worst;

        Assert.Contains("price -216 points", PortfolioExplanation.Describe(worst), StringComparison.Ordinal);
    }

    /// <summary>
    /// The file states neither volatility nor rate: two of its deltas give them. Its scan range is 11.3 % of spot, its extreme moves go twice as far and count by 35 %, two
    /// days pass and volatility moves by five points, by what fits. The clearing house holds spot and not the forward while time passes, so the rows are put so.
    /// </summary>
    [Theory, Trait("Criterion", "PMRG-031")]
    [InlineData(NseAugust, 20, 52_900, 58_500, 0.052)]
    [InlineData(NseOctober, 81, 51_900, 62_300, 0.0504)]
    public void The_risk_arrays_of_a_clearing_house_come_out(string file, int days, int low, int high, double volatilityRange)
    {
        const double Spot = 55_521.15;
        const double Passing = 2;
        const double Range = 0.113 * Spot;
        var lines = file.Split('\n').Select(line => line.Split(' ').Select(Number).ToArray()).ToArray();
        double Distance(double strike) => NormalDistribution.InverseCumulative(lines.Single(line => line[0] == strike)[1]);
        var years = days / 365.0;
        var deviation = Math.Log((double)high / low) / (Distance(low) - Distance(high));
        var rate = ((Distance(low) * deviation) - Math.Log(Spot / low) - (deviation * deviation / 2)) / years;
        var forward = Spot * Math.Exp(rate * years);
        var table = SpanScenarios.Table(Range, 2, 0.35, Passing);
        var later = Math.Exp(rate * (years - (Passing / 365)));
        var model = new PortfolioMarginModel([
            table with
            {
                Rows = [.. table.Rows.Select(row => row with { Factor = ((Spot + row.Factor) * later) - forward })],
            },
        ])
        {
            Volatility = new(volatilityRange, volatilityRange) { IsInPoints = true },
            IsInterestDiscounted = true,
        };
        double Worst(OptionType type, double strike)
        {
            var option = new BookOption("short", type, strike, -1, deviation / Math.Sqrt(years));
            var book = new RiskBook("banknifty", Spot) { Expiries = [new(days * Day, forward, [option]) { Rate = rate }] };
            return ScenarioMargin.Evaluate(model, new([book])).Units[0].WorstLoss;
        }

        foreach (var line in lines)
        {
            Assert.Equal(line[2], Worst(OptionType.Call, line[0]), 0.0005 * Range);
            Assert.Equal(line[3], Worst(OptionType.Put, line[0]), 0.0005 * Range);
        }
    }

    /// <summary>Without volatility an option is in the money or not: at 105 a call at 100 is so in the middle, and at every price above.</summary>
    [Fact, Trait("Criterion", "PMRG-028")]
    public void A_composite_delta_is_weighted_over_prices()
    {
        var expiry = new OptionExpiryBook(30 * Day, 105, [new("call", OptionType.Call, 100, 2, 0)]);
        var composite = new CompositeDelta(30, Weights, 1);
        var future = new LinearHolding("future", -1, 105) { Seconds = 30 * Day };
        var basis = new ChargeBasis(new("es", 105) { Linear = [future], Expiries = [expiry] }, 1, composite);

        var share = (0.27 + 0.217 + 0.11 + 0.037) / (0.27 + (2 * (0.217 + 0.11 + 0.037)));
        Assert.Equal([-1, 2 * share], basis.Positions.Select(position => position.Delta), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(share, new CompositeDelta(30.0 / 105, Weights, 1) { IsRelative = true }.Of(expiry.Options[0], expiry), 12);
        Assert.Equal(1, new CompositeDelta(30, [1], 1).Of(expiry.Options[0], expiry));
    }

    /// <summary>Puts and calls of one strike make a future: their composite deltas differ by one, and lie between nothing and one.</summary>
    [Theory, Trait("Criterion", "PMRG-028")]
    [InlineData(80, 0.2)]
    [InlineData(100, 0.5)]
    [InlineData(140, 1.2)]
    public void Composite_deltas_keep_parity(double strike, double volatility)
    {
        var expiry = new OptionExpiryBook(20 * Day, 100, []);
        var composite = new CompositeDelta(15, Weights, 1);
        double Delta(OptionType type) => composite.Of(new("option", type, strike, 1, volatility), expiry);

        Assert.Equal(1, Delta(OptionType.Call) - Delta(OptionType.Put), 12);
        Assert.InRange(Delta(OptionType.Call), 0, 1);
    }

    [Fact, Trait("Criterion", "PMRG-029")]
    public void Months_are_spread_by_tier_in_order()
    {
        var charge = new MonthSpreadCharge("months", ChargeStage.WithScenarios, ChargeLevels.Both, [90], [new(0, 0, 2), new(0, 1, 5)])
        {
            IsByPiece = true,
        };
        var basis = new ChargeBasis(Months((30, 10), (60, -4), (180, -8)), 1);

        // Four within the near tier at 2; of the six left long there, all against the eight beyond at 5.
        Assert.Equal((4 * 2) + (6 * 5), charge.Amount(basis, null), 12);
        Assert.Equal(((4 * 2) + (6 * 5)) * 100, (charge with { IsByPiece = false }).Amount(basis, null), 9);
        Assert.Equal((8 * 5) + (2 * 2), (charge with { Spreads = [new(1, 0, 5), new(0, 0, 2)] }).Amount(basis, null), 12);
        Assert.Equal(8 * 5, (charge with { Spreads = [new(0, 1, 5)] }).Amount(new(Months((30, -10), (60, 4), (180, 8)), 1), null), 12);
    }

    [Theory, Trait("Criterion", "PMRG-029")]
    [InlineData(3, 0, -1, (2 * 10) + (1 * 4))]
    [InlineData(3, -2, -4, 5 * 4)]
    [InlineData(-3, 0, -4, 3 * 10)]
    [InlineData(0, 0, 5, 0)]
    public void Months_near_delivery_are_charged(double first, double second, double far, double expected)
    {
        var charge = new DeliveryCharge("delivery", ChargeStage.WithScenarios, ChargeLevels.Both, 5, 10, 4) { IsByPiece = true };

        Assert.Equal(expected, charge.Amount(new(Months((2, first), (4, second), (40, far)), 1), null), 12);
    }

    [Fact, Trait("Criterion", "PMRG-030")]
    public void A_credit_counts_prices_alone()
    {
        var scan = SpanScenarios.Table(20, 3, 0.1, 1);
        var option = new BookOption("put", OptionType.Put, 100, -3, 0.4);
        var a = new RiskBook("a", 100) { Linear = [new("a", 1, 100)], Expiries = [new(30 * Day, 100, [option])] };
        var b = new RiskBook("b", 100) { Linear = [new("b", -10, 100)] };
        PortfolioMargin Of(PriceRiskMethod method) =>
            ScenarioMargin.Evaluate(
                new([scan])
                {
                    Volatility = new(0.1, 0.1) { IsInPoints = true },
                    Credits = [new("a", 1, "b", 1, 0.5) { PriceRisk = method }],
                },
                new([a, b])
            );

        var weighted = Of(PriceRiskMethod.Weighted);
        var rows = weighted.Units[0].Scenarios.Select(scenario => scenario.Counted).ToArray();
        var worst = weighted.Units[0].WorstIndex;
        // Pairs of the same price follow each other; the first pair stands still.
        var risk = ((rows[0] + rows[1]) / 2) - ((rows[worst] + rows[worst ^ 1]) / 2);
        var delta = new ChargeBasis(a, 1).Positions.Sum(position => position.Delta);

        Assert.Equal(0.5 * risk, weighted.Units[0].Credited, 9);
        Assert.Equal(0.5 * delta * 20, weighted.Units[1].Credited, 9);
        Assert.Equal(0.5 * delta * Math.Min(20, risk / delta), Of(PriceRiskMethod.WeightedCapped).Units[0].Credited, 9);
        Assert.Equal(0.5 * delta * 20, Of(PriceRiskMethod.ScanRange).Units[0].Credited, 9);
        Assert.Equal(0.5 * weighted.Units[0].WorstLoss, Of(PriceRiskMethod.WorstLoss).Units[0].Credited, 9);
    }

    /// <summary>One long A and one short B risk 100 each and are credited 50 each; the floor of 80 still holds for both, the one of 20 for none.</summary>
    [Theory, Trait("Criterion", "PMRG-030")]
    [InlineData(80, 160)]
    [InlineData(20, 100)]
    public void No_credit_goes_below_the_floor(double floor, double expected)
    {
        var model = new PortfolioMarginModel([new("moves", [new(0.9, VolatilityMove.None), new(1.1, VolatilityMove.None)])])
        {
            Charges = [new NotionalCharge("floor", ChargeStage.Floor, ChargeLevels.Both, floor) { IsByPiece = true }],
            Credits = [new("a", 1, "b", 1, 0.5)],
        };
        var margin = ScenarioMargin.Evaluate(
            model,
            new([new("a", 1_000) { Linear = [new("a", 1, 1_000)] }, new("b", 1_000) { Linear = [new("b", -1, 1_000)] }])
        );

        Assert.Equal(expected, margin.Requirement(MarginLevelKind.Initial), 12);
        var tree = PortfolioExplanation.Of(margin, MarginLevelKind.Initial, 2, "USD");
        Assert.Equal(expected < 160, tree.Children.Any(child => child.Label == "credit of a against b"));
    }

    [Fact, Trait("Criterion", "PMRG-029")]
    public void What_is_owed_is_charged_by_its_ladder()
    {
        var charge = new BorrowingCharge(
            "borrowing",
            ChargeStage.Plain,
            ChargeLevels.Both,
            new([(500, 0.1), (double.PositiveInfinity, 0.2)], IsProgressive: true)
        );
        var book = new RiskBook("btc", 100) { Collateral = [new("ETH", -0.8, 1_000), new("SOL", 5, 100), new("XRP", -100, 1)] };

        Assert.Equal((500 * 0.1) + (300 * 0.2) + (100 * 0.1), charge.Amount(new(book, 1), null), 12);
    }

    private static RiskBook Months(params (double Days, double Quantity)[] months) =>
        new("es", 100)
        {
            Linear = [.. months.Select(month => new LinearHolding("month", month.Quantity, 100) { Seconds = month.Days * Day })],
        };

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
