using Plimsoll.Values;

namespace Plimsoll.Engine.Tests;

public sealed class VenueValidatorTests
{
    private static readonly VenueParameters Sound = new() { Numeraire = new(0) };

    /// <summary>Each row breaks one rule of a venue that is otherwise in order.</summary>
    public static TheoryData<string, VenueParameters> Faults =>
        new()
        {
            { "MarginCallMultiple", Sound with { MarginCallMultiple = new(999_999_999) } },
            { "MarginCallMultiple", Sound with { MarginCallMultiple = new(10_000_000_001) } },
            { "LiquidationTarget", Sound with { LiquidationTarget = new(999_999_999) } },
            { "LiquidationTarget", Sound with { LiquidationTarget = new(10_000_000_001) } },
            { "LiquidationOrderTimeout", Sound with { LiquidationOrderTimeout = new(0) } },
            { "LiquidationOrderTimeout", Sound with { LiquidationOrderTimeout = Duration.FromHours(25) } },
            { "PauseLongest", Sound with { PauseLongest = new(Duration.FromMinutes(1).Nanoseconds - 1) } },
            { "PauseLongest", Sound with { PauseLongest = new(Duration.FromHours(720).Nanoseconds + 1) } },
            { "PauseGrace", Sound with { PauseGrace = new(-1) } },
            { "PauseGrace", Sound with { PauseGrace = Duration.FromHours(25) } },
            { "WithdrawableProfit", Sound with { WithdrawableProfit = new(-1) } },
            { "WithdrawableProfit", Sound with { WithdrawableProfit = new(1_000_000_001) } },
            { "TradesKept", Sound with { TradesKept = -1 } },
            { "TradesKept", Sound with { TradesKept = 10_000_001 } },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Names_the_property_at_fault(string property, VenueParameters parameters)
    {
        Assert.Equal(property, VenueValidator.Validate(parameters));
        Assert.NotNull(typeof(VenueParameters).GetProperty(property));
    }

    [Fact]
    public void Accepts_what_is_in_range()
    {
        var loose = Sound with
        {
            MarginCallMultiple = Rate.FromPercent(1_000),
            LiquidationTarget = Rate.FromPercent(1_000),
            LiquidationOrderTimeout = Duration.FromHours(24),
            PauseLongest = Duration.FromHours(720),
            PauseGrace = Duration.FromHours(24),
            WithdrawableProfit = Rate.One,
            TradesKept = 10_000_000,
        };
        var tight = Sound with
        {
            MarginCallMultiple = Rate.One,
            LiquidationTarget = Rate.One,
            LiquidationOrderTimeout = new(1),
            PauseLongest = Duration.FromMinutes(1),
            PauseGrace = new(0),
            WithdrawableProfit = Rate.Zero,
            TradesKept = 0,
        };

        Assert.Null(VenueValidator.Validate(Sound));
        Assert.Null(VenueValidator.Validate(loose));
        Assert.Null(VenueValidator.Validate(tight));
        Assert.Equal("Parameters", VenueValidator.Validate(null));
    }

    [Fact]
    public void Every_rule_has_a_range()
    {
        string[] unranged = [nameof(VenueParameters.Numeraire), nameof(VenueParameters.LiquidatesAtLine)];
        var judged = Faults.Select(row => row.Data.Item1).Concat(unranged).ToHashSet(StringComparer.Ordinal);

        Assert.All(typeof(VenueParameters).GetProperties(), property => Assert.Contains(property.Name, judged));
    }
}
