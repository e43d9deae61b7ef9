using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Events;

/// <summary>What the soak says of a mismatch.</summary>
public sealed class EventDifferenceTests
{
    [Fact]
    public void Names_the_first_event_that_differs_and_its_account()
    {
        var (one, other) = (Opened(owner: 1), Opened(owner: 2));

        var text = EventDifference.Between("certified", one, "full scan", other);

        Assert.StartsWith("event 2: certified AccountOpened { Account = ", text, StringComparison.Ordinal);
        Assert.Contains("Owner = 1", text, StringComparison.Ordinal);
        Assert.Contains("full scan AccountOpened {", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_one_of_them_stopped() =>
        Assert.EndsWith("full scan no more after 0", EventDifference.Between("a", Opened(1), "full scan", new()), StringComparison.Ordinal);

    private static EventBuffer Opened(int owner)
    {
        var engine = new MarginEngine(new VenueParameters { Numeraire = new(0) });
        engine.Apply(new OpenAccount(Timestamp.FromMilliseconds(1), owner, AccountKind.User));
        return engine.Events;
    }
}
