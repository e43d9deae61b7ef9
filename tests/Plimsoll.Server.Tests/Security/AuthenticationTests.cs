using System.Net;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Security;

/// <summary>Keys over real sockets.</summary>
public sealed class AuthenticationTests
{
    private const string Order = """{"account":"alice","price":"100"}""";

    [Fact, Trait("Criterion", "SECU-010")]
    public async Task Without_a_key_nothing_is_answered_but_what_it_takes()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await server.GetAsync("/markets");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("key_required", await RunningServer.NameOf(answer));
        foreach (var text in new[] { "Bearer", "bearer  " })
        {
            using var empty = await server.GetAsync("/markets", null, ("Authorization", text));
            var problem = await RunningServer.ProblemOf(empty);
            Assert.Equal((HttpStatusCode.Unauthorized, "key_required"), (empty.StatusCode, problem.GetProperty("name").GetString()));
            Assert.Contains("Authorization: Bearer plim_", problem.GetProperty("advice").GetString(), StringComparison.Ordinal);
        }

        Assert.Contains(answer.Headers.WwwAuthenticate, header => header.Scheme == "Bearer");
    }

    [Fact, Trait("Criterion", "SECU-010")]
    public async Task A_good_key_is_taken_from_the_header_alone()
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Auditor);

        using var good = await server.GetAsync("/markets", key);
        using var inAddress = await server.GetAsync($"/markets?key={key.Reveal()}&access_token={key.Reveal()}");

        Assert.Equal("markets", await good.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, inAddress.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-011")]
    public async Task Unknown_wrong_and_revoked_keys_answer_alike()
    {
        await using var server = await RunningServer.StartAsync();
        var (admin, revoked) = (server.MakeKey(ApiRoles.Admin), server.MakeKey(ApiRoles.Auditor));
        Assert.True(ApiKeyText.TryRead(revoked.Reveal(), out var id, out _));
        Assert.True(ApiKeyText.TryRead(admin.Reveal(), out var adminId, out _));
        server.Book.Apply(new KeyRevoked(id, 2, adminId));

        var answers = new List<string>();
        foreach (var key in new[] { revoked.Reveal(), $"plim_{adminId}_{new string('0', 64)}", $"plim_aaaaaaaaaaaa_{new string('0', 64)}" })
        {
            using var answer = await server.GetAsync("/markets", new Secret(key));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            var problem = await RunningServer.ProblemOf(answer);
            answers.Add($"{problem.GetProperty("name")} {problem.GetProperty("advice")}");
        }

        Assert.Single(answers.Distinct());
        Assert.StartsWith("bad_credentials", answers[0], StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-030")]
    public async Task Roles_decide_and_are_read_anew_for_each_request()
    {
        await using var server = await RunningServer.StartAsync();
        var (admin, key) = (server.MakeKey(ApiRoles.Admin), server.MakeKey(ApiRoles.Auditor));
        Assert.True(ApiKeyText.TryRead(key.Reveal(), out var id, out _));

        using var before = await server.GetAsync("/keys", key);
        server.Book.Apply(new KeyRolesChanged(id, 2, "", ApiRoles.Admin, []));
        using var after = await server.GetAsync("/keys", key);
        using var other = await server.GetAsync("/keys", admin);

        Assert.Equal("not_allowed", await RunningServer.NameOf(before));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-031")]
    public async Task A_trader_acts_for_its_own_accounts_alone()
    {
        await using var server = await RunningServer.StartAsync();
        var alice = server.MakeKey(ApiRoles.Trader, accounts: ["alice"]);
        var bob = server.MakeKey(ApiRoles.Trader, accounts: ["bob"]);
        var engine = server.MakeKey(ApiRoles.MatchingEngine);

        using var own = await server.PostAsync("/orders", Order, alice);
        using var foreign = await server.PostAsync("/orders", Order, bob);
        using var everybody = await server.PostAsync("/orders", Order, engine);

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal("not_own_account", await RunningServer.NameOf(foreign));
        Assert.Equal(HttpStatusCode.OK, everybody.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-032")]
    public async Task An_endpoint_that_names_no_operation_is_nobodys()
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.All, accounts: ["alice"]);

        using var answer = await server.GetAsync("/naked", key);
        using var stranger = await server.GetAsync("/naked");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Theory, Trait("Criterion", "SECU-012")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task The_first_key_works_on_this_machine_and_not_through_a_proxy_on_it(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Admin, isLoopbackOnly: true);

        using var here = await server.GetAsync("/keys", key);
        using var throughProxy = await server.GetAsync("/keys", key, (header, value));

        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        Assert.Equal("loopback_only", await RunningServer.NameOf(throughProxy));
    }

    [Fact, Trait("Criterion", "SECU-040")]
    public async Task A_key_that_sends_too_much_is_told_how_long_to_wait_and_others_are_not_held_up()
    {
        var limits = new LimitSettings { RequestsPerSecond = 1, RequestBurst = 3 };
        await using var server = await RunningServer.StartAsync(new() { Limits = limits });
        var (busy, calm) = (server.MakeKey(ApiRoles.Auditor), server.MakeKey(ApiRoles.Auditor));

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var each = await server.GetAsync("/markets", busy);
            answers.Add(each.StatusCode);
        }

        using var refused = await ExhaustAsync(server, busy);
        using var other = await server.GetAsync("/markets", calm);

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("too_many_requests", await RunningServer.NameOf(refused));
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-041")]
    public async Task Failures_of_an_address_are_bounded_and_lock_out_no_good_key()
    {
        await using var server = await RunningServer.StartAsync(new() { Limits = new() { FailuresPerMinute = 2 } }, logsAll: false);
        var good = server.MakeKey(ApiRoles.Auditor);
        var bad = new Secret("plim_aaaaaaaaaaaa_" + new string('0', 64));

        var names = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await server.GetAsync("/markets", bad);
            names.Add(await RunningServer.NameOf(answer));
        }

        using var stillGood = await server.GetAsync("/markets", good);
        server.Clock.Now += TimeSpan.FromMinutes(1);
        using var later = await server.GetAsync("/markets", bad);

        Assert.Equal(["bad_credentials", "bad_credentials", "too_many_failures", "too_many_failures"], names);
        Assert.Equal(HttpStatusCode.OK, stillGood.StatusCode);
        Assert.Equal("bad_credentials", await RunningServer.NameOf(later));
        // All that is logged of six requests: nothing of a good key, nothing of what is over the limit.
        var lines = server.Log.Lines.Where(line => !line.Contains(" scope ", StringComparison.Ordinal)).ToList();
        Assert.All(lines, line => Assert.Contains("failed: bad_credentials", line, StringComparison.Ordinal));
        Assert.Equal(3, lines.Count);
    }

    [Fact, Trait("Criterion", "SECU-005")]
    public async Task No_log_at_any_level_holds_a_secret()
    {
        await using var server = await RunningServer.StartAsync();
        var bearer = server.MakeKey(ApiRoles.Trader, accounts: ["alice"]);
        var signing = server.MakeKey(ApiRoles.Auditor, requiresSignature: true);
        var wrong = new Secret("plim_aaaaaaaaaaaa_" + new string('7', 64));

        using var first = await server.PostAsync("/orders", Order, bearer);
        using var second = await server.GetAsync("/markets", wrong);
        using var third = await server.SendSignedAsync(signing, "GET", "/markets");
        using var fourth = await server.GetAsync("/markets", signing);

        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.NotEmpty(server.Log.Lines);
        foreach (var key in new[] { bearer, signing, wrong })
        {
            var secret = key.Reveal()[^ApiKeyText.SecretLength..];
            Assert.DoesNotContain(server.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The bucket is filled by the platform's own clock, so a slow run may see a token come back.</summary>
    private static async Task<HttpResponseMessage> ExhaustAsync(RunningServer server, Secret key)
    {
        for (var i = 0; ; i++)
        {
            var answer = await server.GetAsync("/markets", key);
            if (answer.StatusCode != HttpStatusCode.OK || i == 1_000)
            {
                return answer;
            }

            answer.Dispose();
        }
    }
}
