using FsCheck;
using FsCheck.Fluent;
using Plimsoll.AutoDeleveraging;
using Plimsoll.Testing;

namespace Plimsoll.Tests.AutoDeleveraging;

public sealed class AdlRankingTests
{
    // BitMEX' example: id, quantity, score.
    private static readonly AdlCandidate[] Six =
    [
        new("1", 10, 3),
        new("2", 10, 6),
        new("3", 20, 1),
        new("4", 30, 4),
        new("5", 20, 5),
        new("6", 10, 2),
    ];

    [Fact]
    public void Lights_show_the_quintile_of_the_cumulated_quantity()
    {
        var lights = AdlRanking.Percentiles(AdlRanking.Order(Six), steps: 5);

        Assert.Equal(
            [("2", 20), ("5", 40), ("4", 60), ("1", 80), ("6", 80), ("3", 100)],
            lights.Select(light => (light.Candidate.Id, (int)light.Percentile))
        );
    }

    [Fact]
    public void The_highest_scores_are_closed_first_and_the_last_in_part()
    {
        var (closed, left) = AdlRanking.Allocate(AdlRanking.Order(Six), 20);

        Assert.Equal([("2", 10m), ("5", 10m)], closed.Select(each => (each.Candidate.Id, each.Closed)));
        Assert.Equal(0, left);
    }

    [Fact]
    public void Equal_scores_stay_in_order_and_none_comes_last() =>
        Assert.Equal(
            ["b", "c", "a", "d"],
            AdlRanking.Order([new("a", 1, -1), new("b", 1, 2), new("c", 1, 2), new("d", 1, null)]).Select(candidate => candidate.Id)
        );

    [Fact]
    public void What_is_closed_and_left_is_the_quantity() =>
        Prop.ForAll(
                Gen.Choose(0, 50).NonEmptyListOf().ToArbitrary(),
                Gen.Choose(0, 500).ToArbitrary(),
                (quantities, quantity) =>
                {
                    var (closed, left) = AdlRanking.Allocate(
                        quantities.Select((each, id) => new AdlCandidate($"{id}", each, id)),
                        quantity
                    );
                    return closed.Sum(each => each.Closed) + left == quantity
                        && closed.All(each => each.Closed > 0 && each.Closed <= each.Candidate.Quantity)
                        && (left == 0 || closed.Sum(each => each.Closed) == quantities.Sum());
                }
            )
            .Check(Exploration.Usual);
}
