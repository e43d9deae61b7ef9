using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Quotes;

public sealed class PriceWatchTests
{
    private readonly PriceWatch _watch = new(0.03m, Duration.FromSeconds(10));

    [Fact, Trait("Criterion", "FEED-013")]
    public void One_of_three_that_stands_alone_is_noticed()
    {
        Assert.False(Says("a", 100));
        Assert.False(Says("b", 101));
        Assert.True(Says("c", 110));
        Assert.False(Says("c", 103));
        Assert.False(Says("a", 100));
    }

    [Fact, Trait("Criterion", "FEED-013")]
    public void Of_two_nobody_can_say_who_lies()
    {
        Assert.False(Says("a", 100));
        Assert.False(Says("b", 200));
    }

    [Fact, Trait("Criterion", "FEED-013")]
    public void Who_fell_silent_has_no_say()
    {
        Says("a", 100);
        Says("b", 100);

        Assert.False(Says("c", 200, seconds: 11));
    }

    [Fact, Trait("Criterion", "FEED-013")]
    public void Groups_are_apart()
    {
        Says("a", 100);
        Says("b", 100);

        Assert.False(_watch.Deviates("other", "c", 200, new(0)));
    }

    [Fact, Trait("Criterion", "FEED-013")]
    public void A_liar_never_silences_honest_sources_that_are_more() =>
        Prop.ForAll<PositiveInt, byte>(
                (lie, place) =>
                {
                    var watch = new PriceWatch(0.03m, Duration.FromSeconds(10));
                    decimal[] honest = [1_000m, 1_000m + (place % 10), 1_000m - (place % 7)];
                    var isSilenced = false;
                    for (var i = 0; i < 3; i++)
                    {
                        watch.Deviates("g", "liar", lie.Get, new(0));
                        isSilenced |= i == 2 && Enumerable.Range(0, 3).Any(j => watch.Deviates("g", $"{j}", honest[j], new(0)));
                        _ = Enumerable.Range(0, 3).Count(j => watch.Deviates("g", $"{j}", honest[j], new(0)));
                    }

                    return !isSilenced;
                }
            )
            .Check(Exploration.Of(300));

    private bool Says(string source, decimal price, int seconds = 0) => _watch.Deviates("g", source, price, new(seconds * 1_000_000_000L));
}
