using System.Numerics;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Margin of a random world: in every third world of any kind, else risk tiers.</summary>
internal sealed class WorldSchedules(SplitMix dice)
{
    private readonly SplitMix _dice = dice;
    private readonly bool _isMixed = dice.Chance(35);

    public MarginSchedule Any(InstrumentParameters instrument)
    {
        var isBtc = instrument.SettlementAsset.Value == WorldSetup.Btc;
        if (!_isMixed)
            return Tiers(isBtc ? 100_000_000 : 1_000_000_000);

        // Whole units of the settlement asset, and contracts, that positions of these worlds reach.
        var amount = isBtc ? 1m : 1_000m;
        var contracts = instrument.QuantityDecimals == 0 ? 5_000m : 0.5m;
        var inner = _dice.Below(5) switch
        {
            0 => Tiers(isBtc ? 100_000_000 : 1_000_000_000),
            1 => Affine(instrument, amount, contracts),
            2 => Bracket(amount),
            3 => new TierSchedule(Rows(amount), TierMeasure.Notional, Style(), Boundary()),
            _ => (MarginSchedule)new TierSchedule(Rows(contracts), TierMeasure.Size, Style(), Boundary()),
        };
        return _dice.Chance(40) ? Provisioned(inner) : inner;
    }

    public OptionSchedule OfOption(OptionParameters option, Payoff payoff)
    {
        OptionBasis[] bases = [OptionBasis.Underlying, OptionBasis.Strike, OptionBasis.Lower];
        var floor = _dice.Between(10, 120) / 1_000m;
        return new(
            option.Right,
            option.Strike.Units / 100m,
            payoff == Payoff.Inverse,
            new()
            {
                Base = floor + (_dice.Between(0, 100) / 1_000m),
                Floor = floor,
                FloorOf = _dice.Pick(bases),
                Maintenance = _dice.Chance(20) ? null : floor * _dice.Between(300, 1_000) / 1_000m,
                MaintenanceOf = _dice.Pick(bases),
                MaintenanceOfMark = _dice.Chance(60) ? 0 : _dice.Between(1, 50) / 100m,
                IsMaintenanceLessOutOfTheMoney = _dice.Chance(30),
                IsMarkAdded = _dice.Chance(30),
                IsInitialAtLeastMaintenance = _dice.Chance(80),
                IsCappedAtStrike = _dice.Chance(30),
                IsLongWorthHeld = true,
            }
        );
    }

    private ProvisionedSchedule Provisioned(MarginSchedule inner) =>
        new(
            inner,
            _dice.Chance(40),
            _dice.Between(0, 100) / 100_000m,
            _dice.Chance(50) ? ClosingFeeBasis.Mark : ClosingFeeBasis.Bankruptcy,
            _dice.Chance(50)
        );

    private AffineSchedule Affine(InstrumentParameters instrument, decimal amount, decimal contracts)
    {
        var maintenance = _dice.Between(40, 300) / 10_000m;
        // What a large position adds is about what the smallest begins with.
        var size = instrument.Payoff == Payoff.Inverse ? amount : contracts * 10;
        return new(
            maintenance + (_dice.Between(0, 300) / 10_000m),
            maintenance,
            _dice.Chance(20) ? 0 : _dice.Between(1, 400) / 10_000m / size,
            _dice.Chance(50),
            _dice.Chance(50)
        );
    }

    private BracketSchedule Bracket(decimal amount)
    {
        var maintenance = _dice.Between(40, 300) / 10_000m;
        return new(
            maintenance + (_dice.Between(0, 300) / 10_000m),
            maintenance,
            _dice.Chance(40) ? 0 : amount * _dice.Between(1, 999) / 1_234_000m
        );
    }

    /// <summary>Some rates are one over a leverage, which no decimal carries to the end.</summary>
    private List<TierRow> Rows(decimal scale)
    {
        var (floor, leverage, share) = (0m, _dice.Between(20, 125), _dice.Between(3, 9) / 10m);
        var rows = new List<TierRow>();
        for (var row = _dice.Between(1, 4); row > 0; row--)
        {
            var initial = 1m / leverage;
            rows.Add(new(floor, initial, decimal.Round(initial * share, 12)));
            floor += scale * _dice.Between(500, 50_000) / 1_000m;
            leverage = Math.Max(1, leverage - _dice.Between(0, 30));
        }

        return rows;
    }

    private RiskTierTable Tiers(BigInteger scale)
    {
        var (maintenance, initial) = (_dice.Between(4, 25), 0L);
        var rows = new List<(Money, Rate, Rate)>();
        var floor = BigInteger.Zero;
        for (var row = _dice.Between(1, 4); row > 0; row--)
        {
            initial = Math.Max(initial, maintenance + _dice.Between(0, 25)); // never falls
            rows.Add((World.Money(floor), new(initial * 1_000_000), new(maintenance * 1_000_000)));
            floor += _dice.PerMille(scale, 500, 50_000);
            maintenance += _dice.Between(0, 20);
        }

        var boundary = Boundary();
        var table = Style() == TierStyle.Progressive ? RiskTierTable.Progressive(rows, boundary) : RiskTierTable.Flat(rows, boundary);
        return _dice.Chance(30) ? Leveraged.Of(table) : table;
    }

    private TierStyle Style() => _dice.Chance(50) ? TierStyle.Progressive : TierStyle.Flat;

    private TierBoundary Boundary() => _dice.Chance(50) ? TierBoundary.FloorInclusive : TierBoundary.CapInclusive;
}
