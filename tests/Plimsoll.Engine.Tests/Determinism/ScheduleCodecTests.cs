using Plimsoll.Engine.Snapshots;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Testing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>Margin schedules in snapshots: every kind, to the last zero of a decimal, and nothing that is none.</summary>
public sealed class ScheduleCodecTests
{
    public static TheoryData<MarginSchedule> Schedules =>
        [
            RiskTierTable.Empty,
            Listings.TenAndFive,
            RiskTierTable.Progressive([(new(0), new(20), new(10)), (new(100), new(50), new(40))], TierBoundary.CapInclusive),
            Leveraged.Of(Listings.TenAndFive),
            new TierSchedule([new(0, 100m / 7_500, 0.005m, Leverage.Of(75))], TierMeasure.Size, TierStyle.Flat, TierBoundary.CapInclusive),
            new AffineSchedule(0.020m, 1 / 3m / 20, 0.0000005m, isAtIndex: true),
            new AffineSchedule(0.020m, 1 / 3m / 20, 0.0000005m, isAtIndex: true, isCappedAtNotional: true),
            new BracketSchedule(1, 0.1234567890123456789012345678m, 7_922_816_251_426_433_759_354_395m),
            new TierSchedule(
                [new(0, 0.02m, 0.010m), new(2.50m, 0.04m, 0.02m)],
                TierMeasure.Size,
                TierStyle.Progressive,
                TierBoundary.CapInclusive
            ),
            new ProvisionedSchedule(Listings.TenAndFive, true, 0.00060m, ClosingFeeBasis.Bankruptcy, false),
            new ProvisionedSchedule(
                new ProvisionedSchedule(new BracketSchedule(0.1m, 0.05m, 0), false, 0.1m, ClosingFeeBasis.Mark, true),
                true,
                0,
                ClosingFeeBasis.Mark,
                true
            ),
            new OpenInterestSchedule(0.05m, 0.6m, 20_000_000, 50_000_000.0m),
            new RootScaledSchedule(0.05m, 0.03m, 200),
            new SkewScaledSchedule(new(1_000_000, 1, 0.02m, 0.5m, 10.5m)),
            new SlippageSchedule(0.001m, 0.05m, 0.06m, 1.5m),
            new OptionSchedule(
                OptionType.Put,
                50_000.00m,
                true,
                new()
                {
                    Base = 0.15m,
                    Floor = 0.1m,
                    Maintenance = null,
                    IsCappedAtStrike = true,
                }
            ),
            new OptionSchedule(
                OptionType.Call,
                1,
                false,
                new()
                {
                    Base = 0.2m,
                    Floor = 0.05m,
                    FloorOf = OptionBasis.Lower,
                    Maintenance = 0.0750m,
                    MaintenanceOf = OptionBasis.Strike,
                    MaintenanceOfMark = 1,
                    IsMarkAdded = false,
                    IsMaintenanceLessOutOfTheMoney = true,
                    IsInitialAtLeastMaintenance = true,
                }
            ),
        ];

    [Theory, Trait("Criterion", "MODL-012"), MemberData(nameof(Schedules))]
    public void What_is_written_is_read_back(MarginSchedule schedule)
    {
        var bytes = Write(schedule);
        var reader = new StateReader(bytes);

        var read = ScheduleCodec.Read(ref reader);

        Assert.True(reader.IsAtEnd);
        Assert.IsType(schedule.GetType(), read);
        Assert.Equal(bytes, Write(read));
        Assert.Equivalent(schedule, read, strict: true);
    }

    [Fact, Trait("Criterion", "MODL-012")]
    public void Zeros_at_the_end_of_a_decimal_stay()
    {
        var reader = new StateReader(Write(new AffineSchedule(0.0200m, 0.010m, 0.000m, isAtIndex: false)));

        var read = Assert.IsType<AffineSchedule>(ScheduleCodec.Read(ref reader));

        Assert.Equal((4, 3, 3), (read.InitialBase.Scale, read.MaintenanceBase.Scale, read.Slope.Scale));
    }

    [Fact, Trait("Criterion", "MODL-012")]
    public void No_two_schedules_are_written_alike() => Assert.Distinct(Schedules.Select(row => Convert.ToHexString(Write(row.Data))));

    [Fact, Trait("Criterion", "MODL-012")]
    public void Risk_tiers_begin_with_their_style_and_others_with_a_tag()
    {
        Assert.Equal([(byte)TierStyle.Flat, (byte)TierBoundary.FloorInclusive, 1, 0, 0, 0], Write(Listings.TenAndFive)[..6]);
        Assert.All(Schedules.Where(row => row.Data is not RiskTierTable), row => Assert.InRange(Write(row.Data)[0], (byte)16, (byte)24));
    }

    [Theory, Trait("Criterion", "MODL-012")]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(255)]
    public void An_unknown_tag_is_refused(byte tag) => AssertRefused([tag, .. new byte[200]]);

    [Fact, Trait("Criterion", "MODL-012")]
    public void A_schedule_that_breaks_its_rules_is_refused()
    {
        AssertRefused([16, .. new byte[200]]);
        AssertRefused([17, .. new byte[200]]);
        AssertRefused([18, .. new byte[200]]);
        AssertRefused([20, .. new byte[200]]);
        var bracket = Write(new BracketSchedule(0.1m, 0.05m, 0));
        bracket[15] = 0x1D; // more decimals than a decimal has
        AssertRefused(bracket);
    }

    [Fact, Trait("Criterion", "MODL-012")]
    public void Schedules_too_deep_in_one_another_are_refused()
    {
        MarginSchedule schedule = new BracketSchedule(0.1m, 0.05m, 0);
        for (var depth = 0; depth < 5; depth++)
        {
            schedule = new ProvisionedSchedule(schedule, false, 0, ClosingFeeBasis.Mark, false);
        }

        AssertRefused(Write(schedule));
    }

    private static byte[] Write(MarginSchedule schedule)
    {
        var writer = new StateWriter();
        ScheduleCodec.Write(writer, schedule);
        return writer.Written.ToArray();
    }

    private static void AssertRefused(byte[] bytes) =>
        Assert.Throws<SnapshotException>(() =>
        {
            var reader = new StateReader(bytes);
            _ = ScheduleCodec.Read(ref reader);
        });
}
