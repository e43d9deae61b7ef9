using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;

namespace Plimsoll.Testing.Scenarios;

/// <content>Margin of every kind: in every third world, risk tiers in the others.</content>
public sealed partial class RandomWorld
{
    private MarginSchedule RandomMargin(long scale)
    {
        if (!_hasManySchedules)
        {
            return RandomTiers(scale);
        }

        var maintenance = _dice.Between(50, 400) / 10_000m;
        var initial = maintenance + (_dice.Between(0, 400) / 10_000m);
        MarginSchedule schedule = _dice.Between(0, 7) switch
        {
            0 => RandomTiers(scale),
            1 => new AffineSchedule(initial, maintenance, _dice.Between(0, 100) / 1_000_000m, _dice.Chance(70), _dice.Chance(50)),
            2 => new BracketSchedule(initial, maintenance, _dice.Between(0, 100) / 7m / scale),
            3 => new TierSchedule(
                [new(0, initial / 2, maintenance / 3), new(_dice.Between(1, 50), initial, maintenance)],
                TierMeasure.Size,
                TierStyle.Progressive,
                TierBoundary.CapInclusive
            ),
            4 => new OpenInterestSchedule(initial, 0.5m, _dice.Between(0, 100), _dice.Between(101, 100_000)),
            5 => new RootScaledSchedule(initial, maintenance, _dice.Between(0, 500)),
            6 => new SkewScaledSchedule(new(_dice.Between(10, 10_000), 1, initial, 0.5m, _dice.Between(0, 10) / (decimal)scale)),
            _ => new SlippageSchedule(maintenance / 10, maintenance, initial, 1.5m),
        };
        return _dice.Chance(40)
            ? new ProvisionedSchedule(
                schedule,
                _dice.Chance(50),
                _dice.Between(0, 100) / 100_000m,
                _dice.Chance(50) ? ClosingFeeBasis.Mark : ClosingFeeBasis.Bankruptcy,
                _dice.Chance(50)
            )
            : schedule;
    }
}
