using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Venue;

/// <summary>Parameters that take force at a stated time.</summary>
public sealed class ScheduledChangeTests
{
    private static readonly InstrumentParameters Stricter = Scenario.Perpetual with
    {
        Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(20), Rate.FromPercent(15))], TierBoundary.FloorInclusive),
    };

    private readonly Scenario _venue = new();

    public ScheduledChangeTests() => _venue.Price(100);

    [Fact, Trait("Criterion", "LEDG-005")]
    public void A_change_waits_for_its_time_and_for_a_tick()
    {
        var user = _venue.LongTen(145);
        _venue.Do(new ChangeInstrument(_venue.Now, Stricter, _venue.Now + Duration.FromMinutes(1)));

        _venue.Advance(new(Duration.FromMinutes(1).Nanoseconds - 1));
        Assert.Equal((50, AccountCondition.Healthy), (Maintenance(user), _venue.Condition(user)));
        _venue.Wait(new(1)).Deposit(_venue.User(), Scenario.Usd, 1);
        Assert.Equal(50, Maintenance(user));
        _venue.Do(new AdvanceTime(_venue.Now));

        Assert.Equal((150, AccountCondition.InLiquidation), (Maintenance(user), _venue.Condition(user)));
        Assert.Single(_venue.Latest<ParametersChanged>());
    }

    [Fact, Trait("Criterion", "LEDG-005")]
    public void A_change_at_its_own_stamp_takes_force_at_once()
    {
        var user = _venue.LongTen(145);

        _venue.Do(new ChangeInstrument(_venue.Now, Stricter, _venue.Now));

        Assert.Equal(AccountCondition.InLiquidation, _venue.Condition(user));
    }

    [Fact, Trait("Criterion", "LEDG-005")]
    public void Changes_take_force_in_the_order_of_their_times()
    {
        // Accepted first but due later: it is the one in force in the end.
        _venue.Do(
            new ChangeInstrument(_venue.Now, Scenario.Perpetual with { MaxOrderQuantity = new(5) }, _venue.Now + Duration.FromMinutes(2))
        );
        _venue.Do(
            new ChangeInstrument(_venue.Now, Scenario.Perpetual with { MaxOrderQuantity = new(7) }, _venue.Now + Duration.FromMinutes(1))
        );

        _venue.Advance(Duration.FromMinutes(3));

        Assert.Equal([2, 1], _venue.Latest<ParametersChanged>().Select(changed => changed.Ticket));
        Assert.Equal(5, _venue.Engine.LargestOrder(_venue.User(10_000), Scenario.Perp, 1, new(100)).Units);
    }

    [Fact, Trait("Criterion", "LEDG-013")]
    public void What_is_taken_back_never_takes_force_and_the_rest_does()
    {
        var user = _venue.LongTen(1_000);
        var before = _venue.Engine.Scheduled().Count;
        _venue.Do(new ChangeInstrument(_venue.Now, Stricter, _venue.Now + Duration.FromMinutes(1)));
        _venue.Do(
            new ChangeInstrument(_venue.Now, Scenario.Perpetual with { MaxOrderQuantity = new(7) }, _venue.Now + Duration.FromMinutes(1))
        );

        _venue.Do(new WithdrawChange(_venue.Now, 1));
        Assert.Equal(new ChangeWithdrawn(1), Assert.Single(_venue.Latest<ChangeWithdrawn>()));
        _venue.Advance(Duration.FromMinutes(2));
        var again = _venue.Refused(new WithdrawChange(_venue.Now, 1));
        var done = _venue.Refused(new WithdrawChange(_venue.Now, 2));
        _venue.Do(new ChangeInstrument(_venue.Now, Stricter, _venue.Now + Duration.FromMinutes(1)));

        Assert.Equal((0, 50), (before, Maintenance(user)));
        Assert.Equal(new(7), _venue.Engine.View(Scenario.Perp).Parameters.MaxOrderQuantity);
        Assert.Equal((RejectReason.UnknownChange, RejectReason.UnknownChange), (again.Reason, done.Reason));
        Assert.Equal(3, Assert.Single(_venue.Engine.Scheduled()).Ticket);
    }

    [Fact, Trait("Criterion", "LEDG-012")]
    public void What_comes_into_force_in_between_is_not_undone()
    {
        var user = _venue.LongTen(1_000);
        _venue.Do(
            new ChangeInstrument(_venue.Now, Scenario.Perpetual with { MaxOrderQuantity = new(5) }, _venue.Now + Duration.FromMinutes(2))
        );
        _venue.Do(new ChangeInstrument(_venue.Now, Stricter, _venue.Now + Duration.FromMinutes(1)));

        _venue.Advance(Duration.FromMinutes(1));
        var waiting = Assert.IsType<InstrumentParameters>(Assert.Single(_venue.Engine.Scheduled()).Parameters);
        _venue.Advance(Duration.FromMinutes(1));

        Assert.Equal(Stricter.Margin, waiting.Margin);
        Assert.Equal(150, Maintenance(user));
        Assert.Equal(5, _venue.Engine.LargestOrder(_venue.User(10_000), Scenario.Perp, 1, new(100)).Units);
    }

    [Fact, Trait("Criterion", "LEDG-012")]
    public void Of_two_that_change_the_same_the_later_holds()
    {
        var fees = Scenario.Perpetual.Fees with { Taker = Rate.FromBasisPoints(30) };
        _venue.Do(new ChangeInstrument(_venue.Now, Scenario.Perpetual with { Fees = fees }, _venue.Now + Duration.FromMinutes(1)));

        _venue.Do(
            new ChangeInstrument(
                _venue.Now,
                Scenario.Perpetual with
                {
                    Fees = fees with { Taker = Rate.FromBasisPoints(40) },
                    MaxOrderQuantity = new(7),
                },
                _venue.Now
            )
        );
        _venue.Advance(Duration.FromMinutes(1));

        var rules = _venue.Engine.View(Scenario.Perp).Parameters;
        Assert.Equal((fees, 7), (rules.Fees, rules.MaxOrderQuantity.Units));
    }

    [Fact, Trait("Criterion", "LEDG-012")]
    public void What_bounds_one_another_goes_as_one()
    {
        var rules = new VenueParameters { Numeraire = Scenario.Usd };
        _venue.Do(new ChangeVenue(_venue.Now, rules with { LiquidatesAtLine = true }, _venue.Now + Duration.FromMinutes(1)));

        // Alone each is in range; a target at the line and liquidation at the line are not.
        _venue.Do(new ChangeVenue(_venue.Now, rules with { LiquidationTarget = Rate.One }, _venue.Now));
        _venue.Advance(Duration.FromMinutes(1));

        var held = _venue.Engine.ViewVenue().Parameters;
        Assert.Null(VenueValidator.Validate(held));
        Assert.Equal((true, rules.LiquidationTarget), (held.LiquidatesAtLine, held.LiquidationTarget));
    }

    [Fact, Trait("Criterion", "LEDG-012")]
    public void Weights_and_limits_of_an_index_and_caps_of_an_asset_are_joined_one_by_one()
    {
        var (index, asset) = (_venue.Engine.View(Scenario.BtcUsd).Parameters, _venue.Engine.View(Scenario.Btc).Asset);
        var later = _venue.Now + Duration.FromMinutes(1);
        _venue.Do(
            new ChangeIndex(_venue.Now, index with { Sources = [index.Sources[0] with { Weight = 2 }, .. index.Sources.Skip(1)] }, later)
        );
        _venue.Do(new ChangeAsset(_venue.Now, asset with { AccountCap = new(500) }, later));

        _venue.Do(
            new ChangeIndex(
                _venue.Now,
                index with
                {
                    Sources = [.. index.Sources.Take(1), .. index.Sources.Skip(1).Select(each => each with { Weight = 3 })],
                    MaxDeviation = Rate.FromPercent(9),
                },
                _venue.Now
            )
        );
        _venue.Do(new ChangeAsset(_venue.Now, asset with { VenueCap = new(9_000) }, _venue.Now));
        _venue.Advance(Duration.FromMinutes(1));

        var (held, cap) = (_venue.Engine.View(Scenario.BtcUsd).Parameters, _venue.Engine.View(Scenario.Btc).Asset);
        Assert.Equal([2, 3, 3], held.Sources.Select(each => each.Weight));
        Assert.Equal(Rate.FromPercent(9), held.MaxDeviation);
        Assert.Equal((500, 9_000), ((long)cap.AccountCap.Units, (long)cap.VenueCap.Units));
    }

    [Fact, Trait("Criterion", "PRIC-001")]
    public void A_change_of_an_index_is_in_force_before_its_sources_are_judged()
    {
        _venue.Do(
            new ChangeIndex(
                _venue.Now,
                Scenario.ThreeSources with
                {
                    MaxDeviation = Rate.FromPercent(50),
                },
                _venue.Now + Duration.FromMinutes(1)
            )
        );

        _venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, 100, 100, 140);

        Assert.Equal(3, _venue.LiveSources(Scenario.BtcUsd));
    }

    [Fact, Trait("Criterion", "ADLS-012")]
    public void A_change_of_the_venue_counts_for_everybody()
    {
        var user = _venue.LongTen(145);
        _venue.Price(91);
        Assert.Equal(AccountCondition.MarginCall, _venue.Condition(user));

        _venue.Do(
            new ChangeVenue(
                _venue.Now,
                new VenueParameters
                {
                    Numeraire = Scenario.Usd,
                    MarginCallMultiple = Rate.One,
                    LiquidationTarget = Rate.One,
                },
                _venue.Now
            )
        );

        Assert.Equal(AccountCondition.Healthy, _venue.Condition(user));
    }

    [Fact, Trait("Criterion", "MARG-012")]
    public void A_change_of_an_asset_changes_what_counts()
    {
        var user = _venue.Deposit(_venue.User(), Scenario.Btc, 1000);
        Assert.Equal(900, _venue.Equity(user));

        _venue.Do(new ChangeAsset(_venue.Now, Scenario.Bitcoin with { AccountCap = new(500) }, _venue.Now));

        Assert.Equal(450, _venue.Equity(user));
    }

    [Fact, Trait("Criterion", "REFU-002")]
    public void What_was_fixed_at_listing_cannot_change()
    {
        Assert.Equal(
            nameof(InstrumentParameters.TickSize),
            Field(new ChangeInstrument(_venue.Now, Scenario.Perpetual with { TickSize = new(2) }, _venue.Now))
        );
        Assert.Equal("Decimals", Field(new ChangeIndex(_venue.Now, Scenario.ThreeSources with { Decimals = 2 }, _venue.Now)));
        Assert.Equal("Index", Field(new ChangeAsset(_venue.Now, Scenario.Bitcoin with { Index = null }, _venue.Now)));
        Assert.Equal(
            nameof(VenueParameters.Numeraire),
            Field(new ChangeVenue(_venue.Now, new VenueParameters { Numeraire = Scenario.Btc }, _venue.Now))
        );
    }

    private string? Field(Command command)
    {
        var result = _venue.Refused(command);
        Assert.Equal(RejectReason.ParameterNotChangeable, result.Reason);
        return result.Field;
    }

    private long Maintenance(AccountId account) => (long)_venue.Engine.MarginOf(account).MaintenanceMargin.Units;
}
