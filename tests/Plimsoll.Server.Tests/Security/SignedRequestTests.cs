using System.Net;
using System.Text;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Security;

/// <summary>Signed requests, and all that can be wrong with one.</summary>
public sealed class SignedRequestTests
{
    private const string Order = """{"account":"alice","price":"100"}""";

    [Fact, Trait("Criterion", "SECU-020")]
    public void The_signature_is_what_any_library_computes()
    {
        // python3: hmac.new(b"0f"*32, b"1760000000000\nnonce-0001\nPOST\n/orders?x=1\n" + sha256(b'{"a":1}').hexdigest().encode(), "sha256").hexdigest()
        var secret = new Secret(string.Concat(Enumerable.Repeat("0f", 32)));
        var text = RequestSignature.TextOf("1760000000000", "nonce-0001", "POST", "/orders?x=1", """{"a":1}"""u8);

        Assert.Equal("9fb95ddd59eecbcbc57dd5cf90e3bf3c4a943d7ca5c514b328720a4f9b7468c2", RequestSignature.Sign(secret, text));
        Assert.True(RequestSignature.IsValid(secret, text, RequestSignature.Sign(secret, text)));
        Assert.False(RequestSignature.IsValid(secret, text + " ", RequestSignature.Sign(secret, text)));
        Assert.False(RequestSignature.IsValid(secret, text, ""));
    }

    [Fact, Trait("Criterion", "SECU-020")]
    public async Task A_signed_request_is_taken_and_its_body_still_read()
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice"]);

        using var order = await server.SendSignedAsync(key, "POST", "/orders?note=a%20b%2Fc&x=1", Order);
        using var read = await server.SendSignedAsync(key, "GET", "/markets", nonce: "nonce-0002");

        Assert.Equal("placed", await order.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-020")]
    public void With_an_idempotency_key_the_text_has_one_line_more()
    {
        // The line above with + b"\norder-1" behind the digits of the body.
        var secret = new Secret(string.Concat(Enumerable.Repeat("0f", 32)));
        var text = RequestSignature.TextOf("1760000000000", "nonce-0001", "POST", "/orders?x=1", """{"a":1}"""u8, "order-1");

        Assert.Equal("f7edb767760cb8d3f1e03a3b9a40e4737bacb00fd7aa40d89a166d3b7ac4f59f", RequestSignature.Sign(secret, text));
    }

    [Theory, Trait("Criterion", "SECU-026")]
    [InlineData("order-1", "order-1", true)]
    [InlineData("order-1", null, false)]
    [InlineData("order-1", "order-2", false)]
    [InlineData(null, "order-1", false)]
    [InlineData(null, null, true)]
    public async Task An_idempotency_key_is_signed_with_the_rest(string? covered, string? sent, bool isTaken)
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice"]);

        using var answer = await server.SendSignedAsync(key, "POST", "/orders", Order, idempotencyKey: covered, sentIdempotencyKey: sent);

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
        if (!isTaken)
        {
            var problem = await RunningServer.ProblemOf(answer);
            Assert.Equal("bad_credentials", problem.GetProperty("name").GetString());
            Assert.Equal("Plimsoll-Signature", problem.GetProperty("field").GetString());
            Assert.Contains("idempotency key", problem.GetProperty("advice").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Criterion", "SECU-020")]
    public void The_guide_signs_as_the_server_does()
    {
        var guide = File.ReadAllText(RepositoryFiles.PathOf("docs", "guide", "api.md"));
        var secret = new Secret(string.Concat(Enumerable.Repeat("0f", 32)));
        var rows = guide.Split('\n').Where(line => line.StartsWith("| `1760000000000` |", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, rows.Count);
        foreach (var row in rows)
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries)[1..^1].Select(cell => cell.Trim('`')).ToArray();
            var text = RequestSignature.TextOf(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                Encoding.UTF8.GetBytes(cells[4]),
                cells[5].Length > 0 ? cells[5] : null
            );
            Assert.Equal(cells[6], RequestSignature.Sign(secret, text));
        }
    }

    [Fact, Trait("Criterion", "SECU-021")]
    public async Task What_was_changed_on_the_way_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice", "bob"]);

        using var body = await server.SendSignedAsync(
            key,
            "POST",
            "/orders",
            Order,
            sentBody: Order.Replace("alice", "bob", StringComparison.Ordinal)
        );
        using var path = await server.SendSignedAsync(key, "POST", "/orders", Order, sentPath: "/orders?more=1");
        using var untouched = await server.SendSignedAsync(key, "POST", "/orders", Order);

        Assert.Equal("bad_credentials", await RunningServer.NameOf(body));
        Assert.Equal("bad_credentials", await RunningServer.NameOf(path));
        Assert.Equal(HttpStatusCode.OK, untouched.StatusCode); // a refused request did not use up the nonce
    }

    [Theory, Trait("Criterion", "SECU-022")]
    [InlineData(-5_000, true)]
    [InlineData(5_000, true)]
    [InlineData(-5_001, false)]
    [InlineData(5_001, false)]
    public async Task The_window_is_open_to_both_sides_and_no_further(int skewMs, bool isTaken)
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Auditor, requiresSignature: true);

        using var answer = await server.SendSignedAsync(key, "GET", "/markets", timestamp: server.Clock.NowMs + skewMs);

        Assert.Equal(isTaken, answer.StatusCode == HttpStatusCode.OK);
        if (!isTaken)
        {
            Assert.Equal("outside_window", await RunningServer.NameOf(answer));
        }
    }

    [Fact, Trait("Criterion", "SECU-022")]
    public void A_body_that_comes_after_the_window_is_refused()
    {
        var (clock, book, settings) = (new ManualClock(), new ApiKeyBook(), ServerSettings.Default);
        using var vault = new SecretVault(new byte[32]);
        using var rates = new KeyRateLimits(settings.Limits);
        var authenticator = new ApiKeyAuthenticator(book, vault, rates, new NonceCache(10), settings.Security, clock);
        clock.Now += TimeSpan.FromSeconds(6);
        var (record, key) = new ApiKeyMaker(vault).Make(
            "slow",
            ApiRoles.Risk,
            [],
            requiresSignature: true,
            isLoopbackOnly: false,
            "",
            at: 1
        );
        book.Apply(record);
        Assert.True(ApiKeyText.TryRead(key.Reveal(), out var id, out var secret));
        var time = $"{clock.NowMs}";
        var signature = RequestSignature.Sign(secret, RequestSignature.TextOf(time, "nonce-0001", "GET", "/markets", []));
        var headers = new SignedHeaders(id, time, "nonce-0001", signature, "GET", "/markets");
        var credentials = new Credentials(null, headers, null, IsLoopback: true);

        var early = authenticator.BeforeBody(headers);
        clock.Now += TimeSpan.FromSeconds(6);
        var late = authenticator.SignedRequest(credentials, []);

        Assert.Null(early);
        Assert.Equal(ProblemCode.OutsideWindow, late.Problem!.Code);
    }

    [Fact, Trait("Criterion", "SECU-023")]
    public async Task A_nonce_is_good_once_for_as_long_as_its_time_would_be_taken()
    {
        await using var server = await RunningServer.StartAsync();
        var key = server.MakeKey(ApiRoles.Auditor, requiresSignature: true);
        var future = server.Clock.NowMs + 5_000;

        using var first = await server.SendSignedAsync(key, "GET", "/markets", timestamp: future);
        using var again = await server.SendSignedAsync(key, "GET", "/markets", timestamp: future);
        server.Clock.Now += TimeSpan.FromSeconds(10);
        using var late = await server.SendSignedAsync(key, "GET", "/markets", timestamp: future);
        server.Clock.Now += TimeSpan.FromMilliseconds(1);
        using var tooLate = await server.SendSignedAsync(key, "GET", "/markets", timestamp: future);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("nonce_replayed", await RunningServer.NameOf(again));
        Assert.Equal("nonce_replayed", await RunningServer.NameOf(late));
        Assert.Equal("outside_window", await RunningServer.NameOf(tooLate));
    }

    [Fact, Trait("Criterion", "SECU-024")]
    public void A_full_memory_for_nonces_refuses_and_empties_with_time()
    {
        var cache = new NonceCache(2);

        Assert.Equal(NonceAnswer.Taken, cache.Take("k", "a", until: 10, now: 0));
        Assert.Equal(NonceAnswer.Taken, cache.Take("l", "a", until: 20, now: 0)); // another key's nonces are its own
        Assert.Equal(NonceAnswer.Full, cache.Take("k", "b", until: 10, now: 10));
        Assert.Equal(NonceAnswer.Replayed, cache.Take("k", "a", until: 10, now: 10));
        Assert.Equal(NonceAnswer.Taken, cache.Take("k", "b", until: 30, now: 11));
        Assert.Equal(2, cache.Count);
    }

    [Fact, Trait("Criterion", "SECU-023")]
    public void What_was_forgotten_is_not_taken_by_an_earlier_reading_of_the_clock()
    {
        var cache = new NonceCache(2);
        cache.Take("k", "a", until: 10, now: 0);

        Assert.Equal(NonceAnswer.Taken, cache.Take("k", "b", until: 20, now: 11));
        Assert.Equal(NonceAnswer.Forgotten, cache.Take("k", "a", until: 10, now: 9));
        Assert.Equal(NonceAnswer.Replayed, cache.Take("k", "b", until: 20, now: 9));
        Assert.Equal(NonceAnswer.Taken, cache.Take("k", "c", until: 11, now: 9));
        Assert.Equal(10, cache.ForgottenUntil);
    }

    [Fact, Trait("Criterion", "SECU-025")]
    public async Task Each_key_is_for_one_way_alone()
    {
        await using var server = await RunningServer.StartAsync();
        var signing = server.MakeKey(ApiRoles.Auditor, requiresSignature: true);
        var bearer = server.MakeKey(ApiRoles.Auditor);

        using var sent = await server.GetAsync("/markets", signing);
        using var signed = await server.SendSignedAsync(bearer, "GET", "/markets");

        Assert.Equal("signature_required", await RunningServer.NameOf(sent));
        Assert.Equal("key_cannot_sign", await RunningServer.NameOf(signed));
    }

    [Theory, Trait("Criterion", "SECU-021")]
    [InlineData("Plimsoll-Key", "nobody")]
    [InlineData("Plimsoll-Timestamp", "yesterday")]
    [InlineData("Plimsoll-Nonce", "short")]
    [InlineData("Plimsoll-Signature", "00")]
    public async Task A_header_that_cannot_be_read_is_named(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [RequestSignature.KeyHeader] = "aaaaaaaaaaaa",
            [RequestSignature.TimestampHeader] = $"{server.Clock.NowMs}",
            [RequestSignature.NonceHeader] = "nonce-0001",
            [RequestSignature.SignatureHeader] = new('0', 64),
            [header] = value,
        };

        using var answer = await server.GetAsync("/markets", key: null, [.. headers.Select(each => (each.Key, each.Value))]);

        Assert.Equal(header, (await RunningServer.ProblemOf(answer)).GetProperty("field").GetString());
    }

    [Fact, Trait("Criterion", "SECU-042")]
    public async Task A_body_too_large_to_be_checked_is_refused_before_it_is_believed()
    {
        await using var server = await RunningServer.StartAsync(new() { Limits = new() { RequestSize = 1_024 } });
        var key = server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice"]);

        using var answer = await server.SendSignedAsync(key, "POST", "/orders", new string(' ', 2_000) + Order);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("too_large", await RunningServer.NameOf(answer));
    }

    [Fact, Trait("Criterion", "SECU-003")]
    public void A_sealed_secret_opens_for_its_own_key_and_vault_alone()
    {
        using var vault = new SecretVault(new byte[32]);
        using var other = new SecretVault([.. Enumerable.Repeat((byte)1, 32)]);
        var whole = vault.Seal("aaaaaaaaaaaa", new Secret("hunter2"));

        Assert.Equal("hunter2", vault.Open("aaaaaaaaaaaa", whole)!.Reveal());
        Assert.Null(vault.Open("bbbbbbbbbbbb", whole));
        Assert.Null(other.Open("aaaaaaaaaaaa", whole));
        Assert.Null(vault.Open("aaaaaaaaaaaa", whole.AsSpan(0, 5)));
        Assert.DoesNotContain("hunter2", Encoding.UTF8.GetString(whole), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-003")]
    public void The_sealing_key_is_made_once_readable_by_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-");
        try
        {
            var path = Path.Combine(folder.FullName, "inner", new SecuritySettings().SealingKeyFile);
            byte[] whole;
            using (var first = SecretVault.OfFile(path))
            {
                whole = first.Seal("aaaaaaaaaaaa", new Secret("hunter2"));
            }

            using var second = SecretVault.OfFile(path);

            Assert.Equal("hunter2", second.Open("aaaaaaaaaaaa", whole)!.Reveal());
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            File.WriteAllText(path, "something else");
            Assert.Contains(
                "64 hexadecimal digits",
                Assert.Throws<InvalidDataException>(() => SecretVault.OfFile(path)).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
