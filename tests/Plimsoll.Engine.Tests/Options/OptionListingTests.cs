using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Options;

public sealed class OptionListingTests
{
    private static readonly Duration Day = Duration.FromHours(24);
    private readonly Scenario _venue = new Scenario().Price(100);

    [Fact, Trait("Criterion", "OPTI-001")]
    public void Right_and_strike_stand_with_an_option_and_nothing_else()
    {
        var option = Listings.Option(OptionType.Call, 100, _venue.Now + Day);

        Refused("Option", option with { Option = null });
        Refused("Option", Scenario.Perpetual with { Option = option.Option });
        Refused("Option.Right", option with { Option = new((OptionType)3, new(100)) });
        Refused("Option.Strike", option with { Option = new(OptionType.Call, default) });
        Refused("Option.Strike", option with { Option = new(OptionType.Call, new(Price.MaxUnits + 1)) });
        Refused("Payoff", option with { Payoff = Payoff.Quanto });
        Refused("Expiry", option with { Expiry = Timestamp.Never });
        Refused("Expiry", option with { Expiry = _venue.Now });
        Refused("PriceDecimals", option with { PriceDecimals = -1 });
        Assert.True(_venue.Engine.IsKnown(_venue.List(option)));
    }

    [Fact, Trait("Criterion", "OPTI-001")]
    public void An_option_has_at_least_the_decimals_of_its_index()
    {
        var index = _venue.List(Listings.EtherIndex with { Decimals = 3 });
        var option = Listings.Option(OptionType.Call, 100, _venue.Now + Day) with
        {
            Underlying = index,
            Margin = new OptionSchedule(OptionType.Call, 0.1m, false, Formula),
        };

        Refused("PriceDecimals", option);
        Assert.True(_venue.Engine.IsKnown(_venue.List(option with { PriceDecimals = 3, TickSize = new(1000) })));
    }

    [Fact, Trait("Criterion", "OPTI-001")]
    public void Right_and_strike_are_fixed()
    {
        var listed = Listings.Option(OptionType.Call, 100, _venue.Now + Day) with { Id = new(1) };
        _venue.List(listed);

        var result = _venue.Refused(new ChangeInstrument(_venue.Now, listed with { Option = new(OptionType.Call, new(101)) }, _venue.Now));

        Assert.Equal((RejectReason.ParameterNotChangeable, "Option"), (result.Reason, result.Field));
    }

    [Fact, Trait("Criterion", "OPTI-002")]
    public void Its_schedule_is_its_own()
    {
        var option = Listings.Option(OptionType.Call, 100, _venue.Now + Day);

        Refused("Margin", option with { Margin = Scenario.Perpetual.Margin });
        Refused("Margin", option with { Margin = Listings.OptionMargin(OptionType.Put, 100, isInverse: false) });
        Refused("Margin", option with { Margin = Listings.OptionMargin(OptionType.Call, 101, isInverse: false) });
        Refused("Margin", option with { Margin = Listings.OptionMargin(OptionType.Call, 100, isInverse: true) });
        Refused("Margin", option with { Margin = With(Formula with { IsLongWorthHeld = false }) });
        Refused("Margin", option with { Margin = With(Formula with { Base = 10.1m }) });
        Refused("Margin", option with { Margin = With(Formula with { Maintenance = -0.1m }) });
        Refused("Margin", option with { Margin = With(Formula with { FloorOf = (OptionBasis)3 }) });
        Refused("Margin", option with { Margin = new ProvisionedSchedule(option.Margin, false, 0, ClosingFeeBasis.Mark, false) });
        Refused("Margin", Scenario.Perpetual with { Margin = option.Margin });
    }

    [Fact, Trait("Criterion", "OPTI-003")]
    public void An_inverse_option_is_worth_its_own_price()
    {
        var contract = new Contract(Listings.InverseOption(OptionType.Call, 100, _venue.Now + Day), 2);

        Assert.False(contract.IsInverse);
        Assert.Equal((7, -8), (Value(1, 797), Value(-1, 797)));
        Assert.Equal(new Price(797), contract.PriceAtValue(new(100), new(797), Rounding.Floor));

        long Value(long quantity, long price) => (long)contract.Value(new(quantity), new(price), Rounding.Floor).Units;
    }

    [Fact, Trait("Criterion", "OPTI-005")]
    public void A_surface_is_refused_for_its_first_fault()
    {
        var unpriced = _venue.List(Listings.EtherIndex);
        SurfaceSlice Slice(int hours) => _venue.Flat(_venue.Now + Duration.FromHours(hours), 0.5, 100);
        var wrong = Slice(2) with { ForwardUnits = 0 };

        Refused(RejectReason.UnknownIndex, "Index", new(9));
        Refused(RejectReason.NoIndexPrice, "Index", unpriced);
        Refused(RejectReason.NoSlices, "Slices", Scenario.BtcUsd);
        Refused(RejectReason.LimitReached, "Slices", Scenario.BtcUsd, [.. Enumerable.Range(0, 65).Select(_ => wrong)]);
        Refused(RejectReason.SliceExpired, "Expiry", Scenario.BtcUsd, Slice(0) with { ForwardUnits = 0 });
        Refused(RejectReason.SlicesNotRising, "Expiry", Scenario.BtcUsd, Slice(2), wrong);
        Refused(RejectReason.SmileOutOfRange, "ForwardUnits", Scenario.BtcUsd, Slice(1), wrong, Slice(0));
        _venue.Surface([.. Enumerable.Range(1, 64).Select(Slice)]);

        void Refused(RejectReason reason, string field, IndexId index, params SurfaceSlice[] slices)
        {
            var result = _venue.Refused(new SetSurface(_venue.Now, index, slices));
            Assert.Equal((reason, field), (result.Reason, result.Field));
        }
    }

    private static OptionFormula Formula => Listings.OptionMargin(OptionType.Call, 100, isInverse: false).Formula;

    private static OptionSchedule With(OptionFormula formula) => new(OptionType.Call, 100, false, formula);

    private void Refused(string field, InstrumentParameters instrument)
    {
        var result = _venue.Refused(new ListInstrument(_venue.Now, instrument with { Id = new(1), Symbol = "NEXT" }));
        Assert.Equal((RejectReason.ParametersInvalid, field), (result.Reason, result.Field));
    }
}
