using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>Options on bitcoin, in dollars and in the coin, and the surfaces by which they are marked.</content>
public sealed partial class RandomWorld
{
    private InstrumentParameters Option(string symbol, Payoff payoff)
    {
        var isInverse = payoff == Payoff.Inverse;
        var option = new OptionParameters(_dice.Chance(50) ? OptionType.Call : OptionType.Put, new(_dice.Between(50_000, 120_000)));
        return Perpetual(symbol, payoff, isInverse ? Btc : Usd, BtcIndex, isInverse ? 4 : 1, isInverse ? 2 : 3) with
        {
            Kind = InstrumentKind.Option,
            Option = option,
            Margin = OptionMargin(option, payoff),
            Expiry = Now + Duration.FromMinutes(_dice.Between(10, 1_000)),
            DeliveryWindow = Duration.FromSeconds(_dice.Between(30, 600)),
        };
    }

    private OptionSchedule OptionMargin(OptionParameters option, Payoff payoff)
    {
        var floor = _dice.Between(10, 150) / 1_000m;
        return new(
            option.Right,
            option.Strike.Units / 10m,
            payoff == Payoff.Inverse,
            new()
            {
                Base = floor + (_dice.Between(0, 100) / 1_000m),
                Floor = floor,
                Maintenance = _dice.Chance(20) ? null : floor * 3 / 4,
                IsMarkAdded = _dice.Chance(30),
                IsInitialAtLeastMaintenance = true,
                IsLongWorthHeld = true,
            }
        );
    }

    private SetSurface Surface()
    {
        // Tenths of a dollar to billionths.
        var forward = _truth[BtcIndex.Value] * 100_000_000 / 1000 * _dice.Between(950, 1_050);
        SurfaceSlice[] slices =
        [
            new(Now + Duration.FromMinutes(_dice.Between(1, 500)), forward, Smile(0.01)),
            new(Now + Duration.FromMinutes(_dice.Between(501, 10_000)), forward, Smile(0.1)),
        ];
        return new(Now, BtcIndex, slices.AsMemory(_dice.Below(2)));
    }

    private SviParameters Smile(double level) =>
        SviParameters.FromReal(
            level * _dice.Between(0, 100) / 100,
            level * _dice.Between(0, 300) / 100,
            _dice.Between(-95, 95) / 100.0,
            _dice.Between(-20, 20) / 100.0,
            _dice.Between(5, 60) / 100.0
        );

    private SetSurface OddSurface() =>
        new(
            Now,
            new((ushort)_dice.Pick([0, 1, 500])),
            Enumerable
                .Range(0, _dice.Below(4))
                .Select(_ => new SurfaceSlice(
                    new(_dice.Chance(50) ? OddNumber() : Now.Nanoseconds + _dice.Between(1, 100)),
                    _dice.Chance(50) ? OddNumber() : _truth[BtcIndex.Value] * 100_000_000,
                    new(OddNumber(), OddNumber(), OddNumber(), OddNumber(), OddNumber())
                ))
                .ToArray()
        );
}
