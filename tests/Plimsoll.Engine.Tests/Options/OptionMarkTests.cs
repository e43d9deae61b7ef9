using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Options;

public sealed class OptionMarkTests
{
    private static readonly Duration Year = Duration.FromHours(365 * 24);
    private readonly Scenario _venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);

    [Fact, Trait("Criterion", "OPTI-010")]
    public void A_mark_is_the_price_on_the_surface_rounded_to_the_nearest_unit()
    {
        // 7.96556…: down would be 7.96, and 0.0796 of a coin.
        var (linear, inverse) = (List(OptionType.Call, 100, Year), ListInverse(OptionType.Call, 100, Year));

        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));

        Assert.Equal((797, 797), (_venue.Mark(linear), _venue.Mark(inverse)));
    }

    [Fact, Trait("Criterion", "OPTI-010")]
    public void An_inverse_price_is_in_the_coin()
    {
        // The same moneyness at twice the price: twice the dollars, the same coin.
        var (linear, inverse) = (List(OptionType.Put, 200, Year), ListInverse(OptionType.Put, 200, Year));
        _venue.Price(200).Surface(_venue.Flat(_venue.Now + Year, 0.2, 200));

        Assert.Equal((1593, 797), (_venue.Mark(linear), _venue.Mark(inverse)));
    }

    [Fact, Trait("Criterion", "OPTI-010")]
    public void Time_that_passes_takes_value_away()
    {
        // A quarter of the time is left: half the total volatility, 3.98776…
        var option = List(OptionType.Call, 100, Year);
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));

        _venue.Advance(Duration.FromHours(365 * 18));

        Assert.Equal(399, _venue.Mark(option));
    }

    [Fact, Trait("Criterion", "OPTI-011")]
    public void The_forward_follows_the_index_and_its_carry_runs_off()
    {
        // 110 over an index of 100. Without volatility a call of 50 is the forward less 50.
        var option = List(OptionType.Call, 50, Duration.FromHours(240));
        _venue.Surface(_venue.Flat(_venue.Now + Duration.FromHours(240), 0, 110));
        var first = _venue.Mark(option);
        _venue.Price(120);
        var moved = _venue.Mark(option);
        _venue.Advance(Duration.FromHours(120));
        var half = _venue.Mark(option);
        _venue.Advance(Duration.FromHours(120));

        Assert.Equal((6000, 8200, 7586, 7000), (first, moved, half, _venue.Mark(option)));
    }

    [Fact, Trait("Criterion", "OPTI-011")]
    public void Between_two_expiries_the_carry_is_straight_in_time_and_beyond_the_last_it_stays()
    {
        var (early, between, late) = (
            List(OptionType.Call, 50, Duration.FromHours(5)),
            List(OptionType.Call, 51, Duration.FromHours(15)),
            List(OptionType.Call, 52, Duration.FromHours(40))
        );

        // log-carries of 0.1 after ten hours and 0.3 after twenty: 0.05, 0.2 and 0.3.
        _venue.Surface(
            _venue.Flat(_venue.Now + Duration.FromHours(10), 0, 100 * Math.Exp(0.1)),
            _venue.Flat(_venue.Now + Duration.FromHours(20), 0, 100 * Math.Exp(0.3))
        );

        Assert.Equal((5513, 7114, 8299), (_venue.Mark(early), _venue.Mark(between), _venue.Mark(late)));
    }

    [Fact, Trait("Criterion", "OPTI-012")]
    public void A_mark_stays_within_the_options_own_book_and_above_nothing()
    {
        var option = List(OptionType.Call, 100, Year);
        var worthless = List(OptionType.Call, 100_000, Year);
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));

        var marks = new[] { (800L, 900L), (700, 780), (700, 900), (900, 700), (0, 700), (900, 0) }.Select(book =>
            _venue.Book(book.Item1, book.Item2, 0, option).Mark(option)
        );

        Assert.Equal([800, 780, 797, 797, 797, 797], marks);
        Assert.Equal(1, _venue.Mark(worthless));
    }

    [Fact, Trait("Criterion", "OPTI-012")]
    public void The_book_counts_at_a_new_surface_too()
    {
        var option = List(OptionType.Call, 100, Year);
        _venue.Book(300, 400, 0, option);

        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));

        Assert.Equal(400, _venue.Mark(option));
    }

    [Fact, Trait("Criterion", "OPTI-014")]
    public void Without_a_surface_there_is_no_mark_and_an_override_replaces_it()
    {
        var option = List(OptionType.Call, 100, Year);
        _venue.Price(100);
        Assert.Equal((0, RejectReason.NoMarkPrice), (_venue.Mark(option), _venue.TryOrder(_venue.User(1000), 1, 100, option).Reason));
        _venue.Surface(_venue.Flat(_venue.Now + Year, 0.2, 100));

        _venue.Do(new ProposeMarkOverride(_venue.Now, option, new(Price.MaxUnits), _venue.Now + Duration.FromMinutes(1), 1));
        _venue.Do(new ApproveMarkOverride(_venue.Now, option, 2)).Surface(_venue.Flat(_venue.Now + Year, 0.3, 100));
        Assert.Equal(Price.MaxUnits, _venue.Mark(option));

        _venue.Advance(Duration.FromMinutes(2));
        Assert.Equal(1192, _venue.Mark(option));
    }

    [Fact, Trait("Criterion", "OPTI-007")]
    public void A_surface_replaces_the_one_before_it_whole()
    {
        // What is left of the first would mark the later option at its volatility.
        var (near, far) = (List(OptionType.Call, 100, Duration.FromHours(24)), List(OptionType.Call, 101, Year));
        _venue.Surface(_venue.Flat(_venue.Now + Duration.FromHours(24), 0.2, 100), _venue.Flat(_venue.Now + Year, 0.2, 100));
        var before = (_venue.Mark(near), _venue.Mark(far));

        _venue.Surface(_venue.Flat(_venue.Now + Duration.FromHours(24), 0.4, 100));

        Assert.Equal((42, 752), before);
        Assert.Equal((84, 1544), (_venue.Mark(near), _venue.Mark(far)));
    }

    [Fact, Trait("Criterion", "OPTI-007")]
    public void Each_expiry_set_and_each_forgotten_is_an_event()
    {
        var (first, second) = (_venue.Now + Duration.FromHours(1), _venue.Now + Duration.FromHours(2));
        _venue.Surface(_venue.Flat(first, 0.2, 100), _venue.Flat(second, 0.2, 101));
        Assert.Equal([EventKind.CommandAccepted, EventKind.SmileChanged, EventKind.SmileChanged], _venue.LatestKinds);

        _venue.Surface(_venue.Flat(second, 0.3, 102));

        var set = Assert.Single(_venue.Latest<SmileChanged>());
        Assert.Equal((second, 102_000_000_000, 100, _venue.Now), (set.Slice.Expiry, set.Slice.ForwardUnits, set.IndexPrice.Units, set.At));
        Assert.Equal(first, Assert.Single(_venue.Latest<SmileRemoved>()).Expiry);
    }

    [Fact, Trait("Criterion", "OPTI-006")]
    public void A_smile_may_touch_zero_and_not_fall_below()
    {
        // At the vertex a + b σ √(1 − ρ²) with b = 0.5, σ = 0.2, ρ = 0.6: a + 0.08.
        var slice = _venue.Flat(_venue.Now + Year, 0, 100);
        var touching = slice with { Smile = new(-80_000_000_000, 500_000_000_000, 600_000_000_000, 0, 200_000_000_000) };
        var below = touching with { Smile = touching.Smile with { A = -80_000_000_001 } };

        Assert.Null(SmileRange.FirstFault(touching, new(100), 0));
        Assert.Equal("A", SmileRange.FirstFault(below, new(100), 0));
        Assert.Equal("ForwardUnits", SmileRange.FirstFault(slice with { ForwardUnits = 1_000_000_000_001 }, new(100), 0));
        Assert.Equal("ForwardUnits", SmileRange.FirstFault(slice with { ForwardUnits = 9_999_999_999 }, new(100), 0));
        Assert.Null(SmileRange.FirstFault(slice with { ForwardUnits = 10_000_000_000 }, new(100), 0));
    }

    private InstrumentId List(OptionType right, long strike, Duration life) =>
        _venue.List(Listings.Option(right, strike, _venue.Now + life));

    private InstrumentId ListInverse(OptionType right, long strike, Duration life) =>
        _venue.List(Listings.InverseOption(right, strike, _venue.Now + life));
}
