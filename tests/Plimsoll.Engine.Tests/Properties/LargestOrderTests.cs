using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>The bisection for the largest order against asking for every number of lots.</summary>
public sealed class LargestOrderTests
{
    private const int MostLots = 40;

    [Fact, Trait("Criterion", "TRAD-012")]
    public void Within_the_initial_rate_of_the_mark_all_up_to_the_largest_are_accepted_and_none_beyond()
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            var (venue, user, instrument, dice) = RandomAccount(seed);
            var side = Chance(dice, 50) ? 1 : -1;
            // The lowest tier asks for 4 % or more, so the loss of a lot is no more than its margin.
            var limit = new Price(1000 + Between(dice, -40, 40));

            var accepted = Accepted(venue, user, instrument, side, limit);

            var largest = (int)venue.Engine.LargestOrder(user, instrument, side, limit).Units;
            Assert.True(
                accepted.SequenceEqual(Enumerable.Range(1, largest)),
                $"seed {seed}: largest {largest}, accepted {string.Join(' ', accepted)}"
            );
        }
    }

    [Fact, Trait("Criterion", "TRAD-012")]
    public void At_any_limit_the_largest_is_accepted_and_one_more_is_not()
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            var (venue, user, instrument, dice) = RandomAccount(seed);
            var side = Chance(dice, 50) ? 1 : -1;
            var limit = new Price(Between(dice, 1, 3000));

            var accepted = Accepted(venue, user, instrument, side, limit);

            var largest = (int)venue.Engine.LargestOrder(user, instrument, side, limit).Units;
            Assert.True(largest == 0 || accepted.Contains(largest), $"seed {seed}: {largest}");
            Assert.False(accepted.Contains(largest + 1), $"seed {seed}: {largest} + 1");
        }
    }

    /// <summary>An account near its margin, long or short, with orders, in an instrument of random tiers; linear, inverse or spot.</summary>
    private static (Scenario Venue, AccountId User, InstrumentId Instrument, Random Dice) RandomAccount(int seed)
    {
        var dice = new Random(seed);
        var venue = new Scenario();
        venue.Price(1000);
        var tiers = new List<(Money, Rate, Rate)> { (Money.Zero, Rate.FromPercent(Between(dice, 4, 10)), Rate.FromPercent(2)) };
        for (var (tier, floor, rate) = (Between(dice, 0, 3), 0, 10); tier > 0; tier--)
        {
            (floor, rate) = (floor + Between(dice, 2_000, 6_000), rate + Between(dice, 1, 25));
            tiers.Add((new(floor), Rate.FromPercent(rate), Rate.FromPercent(2)));
        }

        var isSpot = Chance(dice, 20);
        var listing =
            isSpot ? Listings.Spot
            : Chance(dice, 30) ? Inverse
            : Scenario.Perpetual;
        var instrument = venue.List(
            listing with
            {
                Symbol = "RANDOM",
                MaxOrderQuantity = new(MostLots),
                Margin = isSpot ? RiskTierTable.Empty : RiskTierTable.Flat([.. tiers], TierBoundary.FloorInclusive),
            }
        );
        venue.Price(1000);
        var user = venue.User(Between(dice, 1, 12_000));
        venue.Deposit(user, Scenario.Btc, Between(dice, 1, 800));
        var maker = venue.Deposit(venue.Maker(), Scenario.Btc, 10_000);
        if (Chance(dice, 75))
        {
            var size = isSpot ? 1 : Between(dice, 1, 20);
            venue.Trade(user, maker, Chance(dice, 50) ? size : -size, 1000, instrument);
        }

        for (var i = 0; i < Between(dice, 0, 3); i++)
        {
            venue.TryOrder(user, Between(dice, -10, 10), 1000 + Between(dice, -50, 50), Chance(dice, 70) ? instrument : Scenario.Perp);
        }

        return (venue, user, instrument, dice);
    }

    private static bool Chance(Random dice, int percent) => dice.Next(100) < percent;

    /// <summary>Both ends included.</summary>
    private static int Between(Random dice, int low, int high) => dice.Next(low, high + 1);

    /// <summary>Worth two hundredths of a bitcoin a contract at 1,000: coarse, so that its roundings show.</summary>
    private static InstrumentParameters Inverse => Listings.Inverse with { Multiplier = 200 };

    private static List<int> Accepted(Scenario venue, AccountId user, InstrumentId instrument, int side, Price limit)
    {
        var snapshot = venue.Engine.Snapshot();
        return
        [
            .. Enumerable
                .Range(1, MostLots + 1)
                .Where(lots =>
                    MarginEngine
                        .Restore(snapshot)
                        .Apply(new PlaceOrder(venue.Now, user, instrument, new(side * lots), limit, false, 0))
                        .IsAccepted
                ),
        ];
    }
}
