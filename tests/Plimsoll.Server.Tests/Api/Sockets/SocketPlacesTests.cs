using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>Who may have how many of the places for WebSockets.</summary>
public sealed class SocketPlacesTests
{
    [Fact, Trait("Criterion", "SOCK-015")]
    public void A_key_has_a_quarter_of_the_places_and_those_without_a_key_together()
    {
        var places = new SocketPlaces(20);
        var own = Enumerable.Range(0, 5).Select(_ => places.Take(Key("alice"))).ToList();
        var nobodys = Enumerable.Range(0, 5).Select(_ => places.Take(null)).ToList();

        Assert.Contains("5 WebSockets of this key are open", Refused(() => places.Take(Key("alice"))), StringComparison.Ordinal);
        Assert.Contains("5 WebSockets without a key are open", Refused(() => places.Take(null)), StringComparison.Ordinal);
        own[0].Dispose();
        own[0].Dispose();
        places.Take(Key("alice"));
        Refused(() => places.Take(Key("alice")));
        nobodys[0].Dispose();
        places.Take(null);
    }

    [Fact, Trait("Criterion", "SOCK-015")]
    public void A_quarter_of_the_places_is_kept_for_matching_engines()
    {
        var places = new SocketPlaces(20);
        foreach (var key in new[] { "alice", "bob", "carol" })
        {
            Assert.Equal(5, Enumerable.Range(0, 5).Select(_ => places.Take(Key(key))).Count());
        }

        Assert.Contains("beside those of matching engines", Refused(() => places.Take(Key("dave"))), StringComparison.Ordinal);
        Assert.Equal(5, Enumerable.Range(0, 5).Select(_ => places.Take(Key("engine", ApiRoles.MatchingEngine))).Count());
        Assert.Contains(
            "20 WebSockets are open",
            Refused(() => places.Take(Key("other", ApiRoles.MatchingEngine))),
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Criterion", "SOCK-015")]
    public void A_key_that_comes_later_counts_from_then_on()
    {
        var places = new SocketPlaces(4);
        var alices = places.Take(Key("alice"));
        var late = places.Take(null);

        Refused(() => late.MoveTo(Key("alice")));
        Refused(() => places.Take(null));
        alices.Dispose();
        late.MoveTo(Key("alice"));
        Refused(() => places.Take(Key("alice")));
        places.Take(null).Dispose();
        late.Dispose();
        late.Dispose();
        places.Take(Key("alice"));
    }

    private static string Refused(Action take)
    {
        var problem = Assert.Throws<ProblemException>(take).Problem;
        Assert.Equal(ProblemCode.Busy, problem.Code);
        Assert.True(problem.RetryAfterSeconds > 0);
        return problem.Detail!;
    }

    private static ApiKey Key(string id, ApiRoles roles = ApiRoles.Trader) =>
        new(1, id, "", roles, [], null!, IsLoopbackOnly: false, CreatedAt: 1, RevokedAt: null);
}
