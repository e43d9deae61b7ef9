using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Tests.Marking;

public sealed class IndexValidatorTests
{
    private static readonly IndexSource Source = new("kraken:BTCUSD", 1);
    private static readonly IndexParameters Sound = Sample.BtcIndex with { Id = new(5) };

    /// <summary>Each row breaks one rule of an index that is otherwise in order.</summary>
    public static TheoryData<string, IndexParameters> Faults =>
        new()
        {
            { "Symbol", Sound with { Symbol = null! } },
            { "Symbol", Sound with { Symbol = "" } },
            { "Symbol", Sound with { Symbol = "BTC USD" } },
            { "Symbol", Sound with { Symbol = new string('B', 33) } },
            { "Decimals", Sound with { Decimals = -1 } },
            { "Decimals", Sound with { Decimals = 13 } },
            { "Sources", Sound with { Sources = null! } },
            { "Sources", Sound with { Sources = [] } },
            { "Sources", Sound with { Sources = Sources(IndexParameters.MaxSources + 1) } },
            { "Sources[1]", Sound with { Sources = [Source, null!] } },
            { "Sources[0].Name", Sound with { Sources = [Source with { Name = null! }] } },
            { "Sources[0].Name", Sound with { Sources = [Source with { Name = "" }] } },
            { "Sources[0].Name", Sound with { Sources = [Source with { Name = new string('k', 65) }] } },
            { "Sources[1].Name", Sound with { Sources = [Source, Source with { Weight = 2 }] } },
            { "Sources[0].Weight", Sound with { Sources = [Source with { Weight = 0 }] } },
            { "Sources[0].Weight", Sound with { Sources = [Source with { Weight = 1001 }] } },
            { "Sources[0].ConvertBy", Sound with { Sources = [Source with { ConvertBy = new(5) }] } },
            { "Sources[0].ConvertBy", Sound with { Sources = [Source with { ConvertBy = new(6) }] } },
            { "StaleAfter", Sound with { StaleAfter = new(0) } },
            { "StaleAfter", Sound with { StaleAfter = Duration.FromHours(25) } },
            { "FrozenWindow", Sound with { FrozenWindow = new(7_999_992) } },
            { "FrozenWindow", Sound with { FrozenWindow = new(8_000_001) } },
            { "FrozenWindow", Sound with { FrozenWindow = Duration.FromHours(25) } },
            { "FrozenShare", Sound with { FrozenShare = new(-1) } },
            { "FrozenShare", Sound with { FrozenShare = Rate.FromPercent(101) } },
            { "FrozenFloor", Sound with { FrozenFloor = new(-1) } },
            { "FrozenFloor", Sound with { FrozenFloor = Rate.FromPercent(101) } },
            { "MaxDeviation", Sound with { MaxDeviation = new(0) } },
            { "MaxDeviation", Sound with { MaxDeviation = Rate.FromPercent(10_001) } },
            { "ReturnAfter", Sound with { ReturnAfter = new(-1) } },
            { "ReturnAfter", Sound with { ReturnAfter = Duration.FromHours(25) } },
            { "TwoSourceBound", Sound with { TwoSourceBound = new(-1) } },
            { "TwoSourceBound", Sound with { TwoSourceBound = Rate.FromPercent(101) } },
            { "ClampPerMinute", Sound with { ClampPerMinute = new(0) } },
            { "ClampPerMinute", Sound with { ClampPerMinute = Rate.FromPercent(101) } },
            { "WindowBound", Sound with { WindowBound = new(0) } },
            { "WindowBound", Sound with { WindowBound = Rate.FromPercent(10_001) } },
            { "WindowLookback", Sound with { WindowLookback = new(0) } },
            { "WindowLookback", Sound with { WindowLookback = Duration.FromHours(25) } },
            { "WindowLength", Sound with { WindowLength = new(0) } },
            { "WindowLength", Sound with { WindowLength = Duration.FromMinutes(61) } },
            { "NoSourceHold", Sound with { NoSourceHold = new(-1) } },
            { "NoSourceHold", Sound with { NoSourceHold = Duration.FromHours(25) } },
            { "NoSourceMarginMultiple", Sound with { NoSourceMarginMultiple = new(999_999_999) } },
            { "NoSourceMarginMultiple", Sound with { NoSourceMarginMultiple = Rate.FromPercent(10_001) } },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Names_the_property_at_fault(string property, IndexParameters parameters)
    {
        Assert.Equal(property, IndexValidator.Validate(parameters));
        Assert.NotNull(typeof(IndexParameters).GetProperty(property.Split('[')[0]));
    }

    [Fact]
    public void Every_rule_has_a_range()
    {
        var judged = Faults.Select(row => row.Data.Item1.Split('[')[0]).Append("Id").ToHashSet(StringComparer.Ordinal);

        Assert.All(typeof(IndexParameters).GetProperties(), property => Assert.Contains(property.Name, judged));
    }

    [Fact]
    public void Accepts_what_is_in_range()
    {
        var day = Duration.FromHours(24);
        var loose = Sound with
        {
            Decimals = 12,
            Sources = Sources(IndexParameters.MaxSources),
            StaleAfter = day,
            FrozenWindow = day,
            FrozenShare = Rate.One,
            FrozenFloor = Rate.One,
            MaxDeviation = Rate.FromPercent(10_000),
            ReturnAfter = day,
            TwoSourceBound = Rate.One,
            ClampPerMinute = Rate.One,
            WindowBound = Rate.FromPercent(10_000),
            WindowLookback = day,
            WindowLength = Duration.FromHours(1),
            NoSourceHold = day,
            NoSourceMarginMultiple = Rate.FromPercent(10_000),
        };
        var tight = Sound with
        {
            Decimals = 0,
            Sources = [new("k", 1000, ConvertBy: new(4))],
            StaleAfter = new(1),
            FrozenWindow = new(8_000_000),
            FrozenShare = Rate.Zero,
            FrozenFloor = Rate.Zero,
            MaxDeviation = new(1),
            ReturnAfter = new(0),
            TwoSourceBound = Rate.Zero,
            ClampPerMinute = new(1),
            WindowBound = new(1),
            WindowLookback = new(1),
            WindowLength = new(1),
            NoSourceHold = new(0),
            NoSourceMarginMultiple = Rate.One,
        };

        Assert.Null(IndexValidator.Validate(Sound));
        Assert.Null(IndexValidator.Validate(loose));
        Assert.Null(IndexValidator.Validate(tight));
        Assert.Equal("Parameters", IndexValidator.Validate(null));
    }

    [Fact, Trait("Criterion", "INST-006")]
    public void Sources_are_fixed_but_for_their_weights()
    {
        IndexParameters With(params IndexSource[] sources) => Sound with { Sources = sources };
        var two = With(Source, new("okx:BTCUSDT", 3, new(1)));

        Assert.Null(Difference(two, With(Source with { Weight = 7 }, new("okx:BTCUSDT", 9, new(1)))));
        Assert.Equal("Sources", Difference(two, With(Source)));
        Assert.Equal("Sources", Difference(two, two with { Sources = null! }));
        Assert.Equal("Sources[0].Name", Difference(two, With(null!, new("okx:BTCUSDT", 3, new(1)))));
        Assert.Equal("Sources[1].Name", Difference(two, With(Source, new("okx:BTCUSDC", 3, new(1)))));
        Assert.Equal("Sources[1].ConvertBy", Difference(two, With(Source, new("okx:BTCUSDT", 3, new(2)))));
        Assert.Equal("Sources[1].ConvertBy", Difference(two, With(Source, new("okx:BTCUSDT", 3))));
    }

    [Fact, Trait("Criterion", "INST-006")]
    public void Identity_is_fixed_and_rules_are_not()
    {
        Assert.Equal("Id", Difference(Sound, Sound with { Id = new(6) }));
        Assert.Equal("Symbol", Difference(Sound, Sound with { Symbol = "Other" }));
        Assert.Equal("Decimals", Difference(Sound, Sound with { Decimals = 3 }));
        Assert.Null(Difference(Sound, Sound with { MaxDeviation = Rate.One, WindowLength = new(1), StaleAfter = new(1) }));
        Assert.Null(Difference(null, null));
        Assert.Equal("Parameters", Difference(Sound, null));
    }

    private static string? Difference(IndexParameters? old, IndexParameters? changed) => IndexValidator.FirstFixedDifference(old, changed);

    private static IndexSource[] Sources(int count) => [.. Enumerable.Range(0, count).Select(place => new IndexSource($"venue{place}", 1))];
}
