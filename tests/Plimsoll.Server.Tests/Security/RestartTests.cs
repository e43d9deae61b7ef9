using System.Globalization;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Security;

/// <summary>A signed request is good once, whatever the server does in between.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ApiKeyBook _book = new();
    private readonly SecretVault _vault = new(new byte[32]);
    private readonly KeyRateLimits _rates = new(ServerSettings.Default.Limits);

    [Theory, Trait("Criterion", "SECU-027")]
    [InlineData(-5_000)]
    [InlineData(0)]
    [InlineData(5_000)]
    public void What_was_taken_before_a_restart_is_not_taken_after_it(int skewMs)
    {
        var before = Start();
        _clock.Now += TimeSpan.FromMinutes(1);
        var request = Sign(MakeKey(), _clock.NowMs + skewMs);

        var first = before.SignedRequest(request, []);
        var after = Start();

        Assert.NotNull(first.Key);
        for (var ms = 0; ms <= 15_000; ms++)
        {
            Assert.Null(after.SignedRequest(request, []).Key);
            _clock.Now += TimeSpan.FromMilliseconds(1);
        }
    }

    [Fact, Trait("Criterion", "SECU-027")]
    public void The_refusal_says_when_to_sign_again_and_then_it_is_taken()
    {
        var key = MakeKey();
        var after = Start();
        var early = Sign(key, _clock.NowMs);

        var refused = after.SignedRequest(early, []).Problem!;
        _clock.Now += TimeSpan.FromSeconds(refused.RetryAfterSeconds!.Value);
        var again = after.SignedRequest(Sign(key, _clock.NowMs), []);

        Assert.Equal((ProblemCode.SignedBeforeStart, "Plimsoll-Timestamp"), (refused.Code, refused.Field));
        Assert.Equal(503, refused.EffectiveKind.Status);
        Assert.Equal(6, refused.RetryAfterSeconds);
        Assert.Contains("sign again", refused.EffectiveKind.Advice, StringComparison.Ordinal);
        Assert.NotNull(again.Key);
    }

    [Fact, Trait("Criterion", "SECU-027")]
    public void The_first_time_taken_is_the_first_that_no_earlier_process_can_have_taken()
    {
        var key = MakeKey();
        var after = Start();
        var start = _clock.NowMs;
        _clock.Now += TimeSpan.FromMilliseconds(1);

        Assert.Equal(ProblemCode.SignedBeforeStart, after.SignedRequest(Sign(key, start + 5_000), []).Problem?.Code);
        Assert.NotNull(after.SignedRequest(Sign(key, start + 5_001), []).Key);
    }

    [Fact, Trait("Criterion", "SECU-023")]
    public void A_clock_that_is_set_back_makes_no_request_good_again()
    {
        var server = Start();
        _clock.Now += TimeSpan.FromMinutes(1);
        var request = Sign(MakeKey(), _clock.NowMs);
        var first = server.SignedRequest(request, []);
        _clock.Now += TimeSpan.FromSeconds(30);
        var other = server.SignedRequest(Sign(MakeKey(), _clock.NowMs), []); // with which the first one's nonce is forgotten

        _clock.Now -= TimeSpan.FromSeconds(30);
        var again = server.SignedRequest(request, []);
        var anew = server.SignedRequest(Sign(MakeKey(), _clock.NowMs + 1), []);

        Assert.NotNull(first.Key);
        Assert.NotNull(other.Key);
        Assert.Null(again.Key);
        Assert.Equal(
            (ProblemCode.OutsideWindow, "Plimsoll-Timestamp", 1),
            (again.Problem!.Code, again.Problem.Field, again.Problem.RetryAfterSeconds)
        );
        Assert.NotNull(anew.Key);
    }

    [Fact, Trait("Criterion", "SECU-023")]
    public void A_clock_that_leaps_ahead_and_comes_back_makes_nobody_wait()
    {
        var server = Start();
        _clock.Now += TimeSpan.FromMinutes(1);
        var (before, key) = (server.SignedRequest(Sign(MakeKey(), _clock.NowMs), []), MakeKey());
        _clock.Now += TimeSpan.FromHours(1);
        var meanwhile = server.SignedRequest(Sign(key, _clock.NowMs - 3_600_000), []);

        _clock.Now -= TimeSpan.FromMinutes(59) + TimeSpan.FromSeconds(59);
        var after = server.SignedRequest(Sign(key, _clock.NowMs), []);

        Assert.NotNull(before.Key);
        Assert.Equal(ProblemCode.OutsideWindow, meanwhile.Problem?.Code);
        Assert.NotNull(after.Key);
    }

    public void Dispose()
    {
        _vault.Dispose();
        _rates.Dispose();
    }

    private ApiKeyAuthenticator Start() => new(_book, _vault, _rates, new NonceCache(10), ServerSettings.Default.Security, _clock);

    private (string Id, Secret Secret) MakeKey()
    {
        var (record, text) = new ApiKeyMaker(_vault).Make(
            "bot",
            ApiRoles.Risk,
            [],
            requiresSignature: true,
            isLoopbackOnly: false,
            "",
            at: 1
        );
        _book.Apply(record);
        Assert.True(ApiKeyText.TryRead(text.Reveal(), out var id, out var secret));
        return (id, secret);
    }

    private static Credentials Sign((string Id, Secret Secret) key, long timeMs)
    {
        var time = timeMs.ToString(CultureInfo.InvariantCulture);
        var signature = RequestSignature.Sign(key.Secret, RequestSignature.TextOf(time, "nonce-0001", "GET", "/markets", []));
        return new(null, new(key.Id, time, "nonce-0001", signature, "GET", "/markets"), null, IsLoopback: true);
    }
}
