using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>What the venue itself does in a random world: pauses, halts, overrides, settlements, changes.</summary>
internal sealed class WorldVenue(World world)
{
    private readonly SplitMix _dice = world.Dice;
    private readonly WorldInstruments _instruments = new(world);

    /// <summary>Pauses are rare and short; some are left to end by themselves.</summary>
    public Command? PauseOrResume()
    {
        if (world.State.IsPaused)
            return _dice.Chance(50) ? null : new ResumeVenue(world.At);

        return _dice.Chance(20) ? new PauseVenue(world.At) : null;
    }

    public Command? HaltOrResume()
    {
        if (_dice.Chance(70) && _dice.PickOrDefault(world.Open.Where(each => each.IsHalted).ToList()) is { } halted)
            return new ResumeInstrument(world.At, World.Id(halted));

        if (_dice.PickOrDefault(world.Open) is not { } instrument)
            return null;

        return instrument.IsHalted
            ? new ResumeInstrument(world.At, World.Id(instrument))
            : new HaltInstrument(world.At, World.Id(instrument));
    }

    public Command? SettleFunding()
    {
        if (_dice.Chance(5) && Soon(instrument => (long)instrument.FundingDue) is { } moment)
            world.At = new(moment);

        var due = world.Open.Where(each => each.Parameters.Kind == InstrumentKind.Perpetual && each.FundingDue <= world.At.Nanoseconds);
        return _dice.PickOrDefault(due.ToList()) is { } instrument ? new SettleFunding(world.At, World.Id(instrument)) : null;
    }

    public Command? Close()
    {
        // Sometimes just when it is due, with no tick between.
        if (_dice.Chance(10) && Soon(instrument => instrument.Parameters.Expiry.Nanoseconds) is { } expiry)
            world.At = new(expiry + _dice.Between(0, 1_000_000_000));

        var expired = world.Open.Where(instrument => instrument.IsPastExpiry(world.At.Nanoseconds)).ToList();
        if (expired.Count > 0)
            return new ExpireInstrument(world.At, World.Id(expired[0]));

        return _dice.Chance(4) && world.Open.Count > 2 ? new DelistInstrument(world.At, World.Id(_dice.Pick(world.Open))) : null;
    }

    /// <summary>Proposes, approves or ends a mark override, whichever comes next.</summary>
    public Command? Override()
    {
        var candidates = world.Open.Where(instrument => !instrument.IsSpot).ToList();
        var pending = candidates.Where(each => each.Override is not null).ToList();
        if (_dice.PickOrDefault(pending.Count > 0 && _dice.Chance(80) ? pending : candidates) is not { } instrument)
            return null;

        var id = World.Id(instrument);
        if (instrument.Override is { } begun && _dice.Chance(90))
        {
            var key = (int)_dice.Between(1, 3);
            if (begun.IsApproved)
                return new EndMarkOverride(world.At, id, key);

            // By its name mostly; now and then by another, or by none, as journals of before have it.
            return _dice.Below(5) switch
            {
                0 => new ApproveMarkOverride(world.At, id, key),
                1 => new ApproveMarkOverride(world.At, id, key, new((long)begun.Price + _dice.Between(0, 1)), new(begun.Until + 1)),
                _ => new ApproveMarkOverride(world.At, id, key, new((long)begun.Price), new(begun.Until)),
            };
        }

        var price = new Price((long)world.PriceNear(instrument, _dice.Between(-800, 800)));
        return new ProposeMarkOverride(
            world.At,
            id,
            price,
            world.At + Duration.FromSeconds(_dice.Between(5, 600)),
            (int)_dice.Between(1, 3)
        );
    }

    public Command Change()
    {
        var at = _dice.Chance(40) ? world.At : world.At + Duration.FromSeconds(_dice.Between(1, 600));
        return _dice.Below(5) switch
        {
            4 => new WithdrawChange(world.At, AnyChange()),
            0 => new ChangeVenue(world.At, ChangedVenue(), at),
            1 => new ChangeAsset(world.At, ChangedAsset(), at),
            2 => new ChangeIndex(world.At, ChangedIndex(), at),
            _ => new ChangeInstrument(world.At, _instruments.Changed(AnyInstrument().Parameters), at),
        };
    }

    /// <summary>One that waits, or one that does not.</summary>
    private int AnyChange() => _dice.PickOrDefault(world.State.Changes)?.Ticket ?? world.State.LastTicket;

    private long? Soon(Func<NaiveInstrument, long> due)
    {
        var (from, to) = (world.At.Nanoseconds, world.At.Nanoseconds + 600_000_000_000);
        var soon = world.Open.Select(due).Where(moment => moment > from && moment < to).ToList();
        return soon.Count > 0 ? soon.Min() : null;
    }

    private NaiveInstrument AnyInstrument() => world.Open.Count > 0 ? _dice.Pick(world.Open) : _dice.Pick(world.State.Instruments);

    private VenueParameters ChangedVenue() =>
        world.State.Venue with
        {
            MarginCallMultiple = Rate.FromPercent(_dice.Between(105, 150)),
            LiquidationTarget = Rate.FromPercent(_dice.Between(101, 125)),
            LiquidatesAtLine = _dice.Chance(30),
            LiquidationOrderTimeout = Duration.FromSeconds(_dice.Between(5, 60)),
        };

    private AssetParameters ChangedAsset()
    {
        var asset = _dice.Pick(world.State.Assets);
        return asset with
        {
            Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(_dice.Below(30))),
            ConversionDiscount = Rate.FromPercent(_dice.Between(0, 10)),
        };
    }

    private Plimsoll.Marking.IndexParameters ChangedIndex()
    {
        var index = _dice.Pick(world.State.Indices).Parameters;
        return index with
        {
            MaxDeviation = Rate.FromPercent(_dice.Between(2, 6)),
            ClampPerMinute = Rate.FromPercent(_dice.Between(1, 20)),
            WindowLength = Duration.FromSeconds(_dice.Between(30, 300)),
            NoSourceMarginMultiple = Rate.FromPercent(_dice.Between(100, 300)),
        };
    }
}
