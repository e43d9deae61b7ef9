using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

public sealed class PortfolioSnapshotTests
{
    /// <summary>One of everything that a scheme may hold, with numbers that no short decimal is.</summary>
    private static PortfolioMarginModel Everything { get; } =
        new([
            new("grid", [new(1.0 / 3, VolatilityMove.SkewTurned, 0.1 + 0.2, 1), new(3, VolatilityMove.SkewSteepened)])
            {
                Scaling = new(0.15, 1.1, 25_000),
            },
            new("moves", [new(-7, VolatilityMove.None)]) { IsAbsolute = true },
        ])
        {
            Volatility = new(0.5, 0.25)
            {
                ShortPower = 0.3,
                LongPower = 0.13,
                FloorDays = 1,
                ReferenceDays = 31,
                LeastUp = 0.1,
                LeastUpShock = 0.3,
                IsInPoints = true,
                IsReferenceShort = false,
            },
            Skew = new(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
            Discount = new(new(0.95, 1.5, 0.01), null),
            Basis = new("basis", 1.05, 0.95, 0.1, 0.2),
            Gains = new(0.5, double.PositiveInfinity),
            IsInterestDiscounted = true,
            AveragingSeconds = 1_800,
            Charges =
            [
                new ConfidenceCharge("confidence", ChargeStage.Plain, ChargeLevels.Initial, 0.5, 0.3) { IsSmooth = true },
                new DeltaCharge("delta", ChargeStage.Floor, ChargeLevels.Both, 0.1, 0.2) { IsByPiece = true },
                new DeltaThresholdCharge("large", ChargeStage.Scaled, ChargeLevels.Maintenance, 1e6, 0.1, 0.2),
                new DepegCharge("depeg", ChargeStage.Plain, ChargeLevels.Both, new([(1e6, 0.01), (double.PositiveInfinity, 0.02)], true))
                {
                    Pairs = [new("USDT", ""), new("USDT", "USDC")],
                    PegPrice = 0.99,
                    OffPeg = [new(0.8, new([(double.PositiveInfinity, 0.4)], true))],
                },
                new HaircutCharge("coins", ChargeStage.Plain, ChargeLevels.Initial),
            ],
            Netting = BookNetting.SameScenario,
            Credits = [new("BTC/USD", 1, "ETH/USD", 15.5, 0.7)],
            InitialFactor = 1.25,
            MaintenanceFactor = 0.9,
            PegLoss = new(0.98, 4),
        };

    [Fact, Trait("Criterion", "PACC-001")]
    public void A_snapshot_keeps_schemes_and_who_is_under_them()
    {
        var venue = new Scenario().Price(100);
        var rule = new CombinedRule(
            "both",
            RuleCombination.Largest,
            [
                new ScenarioRule("scenarios", Everything)
                {
                    ByUnderlying = new Dictionary<string, PortfolioMarginModel>(StringComparer.Ordinal) { ["BTC/USD"] = Everything },
                },
                new ScenarioRule("plain", Schemes.TenPercent),
                new ParametricRule(
                    "law",
                    new(["BTC/USD", "ETH/USD"], [0.1 / 3, 0.05, 0.2, 0.3], [0.7, 0, 0, 0, 0.1, 1.0 / 3], 1),
                    RiskMeasure.ValueAtRisk,
                    0.99,
                    0.975
                )
                {
                    Degrees = 4,
                    MaintenanceFactor = 0.7,
                },
            ]
        )
        {
            InitialFloor = 10,
            MaintenanceFloor = 5.5,
        };
        var scheme = Schemes.Of(Schemes.TenPercent, new SchemeCollateral(Scenario.Btc, Scenario.BtcUsd, 0.1)) with
        {
            Rule = rule,
            Peg = Scenario.BtcUsd,
        };
        venue.Do(new ListScheme(venue.Now, scheme));
        var user = venue.User(100_000);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        venue.Deposit(user, Scenario.Btc, 100);
        venue.Trade(user, venue.Maker(), 10, 100);
        venue.Do(new ChangeScheme(venue.Now, scheme with { Peg = null }, venue.Now + Duration.FromMinutes(1)));

        var restored = MarginEngine.Restore(venue.Engine.Snapshot());

        Assert.Equal(venue.Engine.StateHash(), restored.StateHash());
        Assert.Equal(new(1), restored.SchemeOf(user));
        Assert.Equal(venue.Engine.MarginOf(user), restored.MarginOf(user));
        var later = new AdvanceTime(venue.Now + Duration.FromMinutes(1));
        venue.Do(later);
        Assert.True(restored.Apply(later).IsAccepted);
        Assert.Equal(venue.Engine.EventHash, restored.EventHash);
        Assert.Equal(venue.Engine.StateHash(), restored.StateHash());
    }

    [Fact, Trait("Criterion", "PACC-001")]
    public void A_scheme_is_part_of_history_down_to_the_last_bit()
    {
        Assert.NotEqual(HashWith(0.1 + 0.2), HashWith(0.3));
        Assert.Equal(HashWith(0.3), HashWith(0.3));

        static string HashWith(double factor)
        {
            var venue = new Scenario();
            venue.Do(new ListScheme(venue.Now, Schemes.Of(Schemes.TenPercent with { InitialFactor = factor })));
            return Convert.ToHexString(venue.Engine.EventHash) + Convert.ToHexString(venue.Engine.StateHash());
        }
    }
}
