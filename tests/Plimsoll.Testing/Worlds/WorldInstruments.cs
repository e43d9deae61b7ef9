using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>The instruments of a random world: each payoff and kind once, with random tiers, fees and marks.</summary>
internal sealed class WorldInstruments(World world)
{
    public const int Count = 8;

    private readonly SplitMix _dice = world.Dice;
    private readonly WorldSchedules _schedules = new(world.Dice);

    public InstrumentParameters Listing(int id)
    {
        var plain = new InstrumentParameters
        {
            Id = new((ushort)id),
            Symbol = $"M{id}",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = new(WorldSetup.Usd),
            Underlying = new(WorldSetup.BtcIndex),
            PriceDecimals = 2,
            QuantityDecimals = 3,
            TickSize = new(_dice.Pick<long>([1, 10, 50])),
            LotSize = new(_dice.Pick<long>([1, 5, 10])),
            MaxOrderQuantity = new(_dice.Chance(20) ? 100_000 : Quantity.MaxUnits),
            Fees = Fees(),
            Mark = Mark(),
        };
        return id switch
        {
            0 => Margined(plain),
            1 => Margined(Inverse(plain)),
            2 => Margined(Quanto(plain)),
            3 => Margined(Dated(plain)),
            4 => Spot(plain),
            6 => Option(plain, Payoff.Linear),
            7 => Option(plain, Payoff.Inverse),
            _ => Margined(plain with { SettlementAsset = new(WorldSetup.Usdc), Underlying = new(WorldSetup.EthIndex) }),
        };
    }

    /// <summary>New tiers, fees, mark and funding for a listed instrument.</summary>
    public InstrumentParameters Changed(InstrumentParameters listed)
    {
        var changed = listed with { Fees = Fees(), Mark = Mark() };
        return listed.Kind == InstrumentKind.Spot ? changed
            : listed.Option is { } option ? changed with { Margin = _schedules.OfOption(option, listed.Payoff) }
            : Margined(changed);
    }

    private InstrumentParameters Inverse(InstrumentParameters plain) =>
        plain with
        {
            Payoff = Payoff.Inverse,
            SettlementAsset = new(WorldSetup.Btc),
            QuantityDecimals = 0,
            Multiplier = _dice.Pick<long>([1, 10, 100]),
        };

    private InstrumentParameters Quanto(InstrumentParameters plain) =>
        plain with
        {
            Payoff = Payoff.Quanto,
            SettlementAsset = new(WorldSetup.Btc),
            Underlying = new(WorldSetup.EthIndex),
            QuantityDecimals = 0,
            Multiplier = _dice.Between(1, 9),
            MultiplierDecimals = 6,
        };

    private InstrumentParameters Dated(InstrumentParameters plain) =>
        plain with
        {
            Kind = InstrumentKind.DatedFuture,
            SettlementAsset = new(_dice.Pick<byte>([WorldSetup.Usd, WorldSetup.Usdc])),
            Expiry = world.At + Duration.FromMinutes(_dice.Between(40, 240)),
            DeliveryWindow = Duration.FromMinutes(_dice.Between(2, 30)),
        };

    /// <summary>Linear in dollars and inverse in bitcoin, near the money, for half an hour or for days.</summary>
    private InstrumentParameters Option(InstrumentParameters plain, Payoff payoff)
    {
        var right = _dice.Chance(50) ? OptionType.Call : OptionType.Put;
        var option = new OptionParameters(right, new((long)_dice.PerMille(world.Truth[WorldSetup.BtcIndex], 800, 1_250)));
        var isInverse = payoff == Payoff.Inverse;
        return plain with
        {
            Kind = InstrumentKind.Option,
            Payoff = payoff,
            Option = option,
            SettlementAsset = new(isInverse ? (byte)WorldSetup.Btc : _dice.Pick<byte>([WorldSetup.Usd, WorldSetup.Usdc])),
            PriceDecimals = (int)(isInverse ? _dice.Between(4, 6) : _dice.Between(2, 3)),
            QuantityDecimals = isInverse ? 2 : 3,
            TickSize = new(_dice.Pick<long>([1, 5])),
            Margin = _schedules.OfOption(option, payoff),
            Expiry = world.At + Duration.FromMinutes(_dice.Chance(60) ? _dice.Between(30, 240) : _dice.Between(240, 20_000)),
            DeliveryWindow = Duration.FromMinutes(_dice.Between(2, 30)),
        };
    }

    private InstrumentParameters Spot(InstrumentParameters plain) =>
        plain with
        {
            Kind = InstrumentKind.Spot,
            BaseAsset = new(WorldSetup.Btc),
            QuantityDecimals = 6,
            LotSize = new(_dice.Pick<long>([100, 1_000])),
        };

    private InstrumentParameters Margined(InstrumentParameters instrument) =>
        instrument with
        {
            Margin = _schedules.Any(instrument),
            Funding = Funding(),
        };

    private FeeSchedule Fees() =>
        new(new(_dice.Between(-20, 40) * 10_000), new(_dice.Between(20, 60) * 10_000), new(_dice.Between(0, 200) * 100_000));

    private MarkParameters Mark() =>
        new(
            Duration.FromSeconds(_dice.Between(0, 60)),
            Rate.FromBasisPoints(_dice.Between(10, 200)),
            Rate.FromBasisPoints(_dice.Between(20, 400))
        );

    private FundingParameters Funding() =>
        new(
            Duration.FromMinutes(_dice.Pick<long>([10, 60, 480])),
            Rate.FromBasisPoints(_dice.Between(-2, 2)),
            Rate.FromBasisPoints(_dice.Between(0, 10)),
            Rate.FromBasisPoints(_dice.Between(10, 200))
        );
}
