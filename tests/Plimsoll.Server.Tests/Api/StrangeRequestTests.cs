using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Tests.Api.Sockets;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What nobody should send, and a fuzzer did.</summary>
public sealed class StrangeRequestTests
{
    [Theory, Trait("Criterion", "API-005")]
    [InlineData("{\"asset\":\"US\xC3\x28\",\"amount\":\"1\"}")]
    [InlineData("{\"as\xFFset\":\"USD\",\"amount\":\"1\"}")]
    [InlineData("""{"as\ud800set":"USD","amount":"1"}""")]
    [InlineData("""{"asset":"\udc00","amount":"1"}""")]
    public async Task Text_that_is_no_Unicode_is_a_mistake_of_the_sender(string body)
    {
        await using var bazaar = await Bazaar.OpenAsync();
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await bazaar.World.Http.PostAsync(
            new Uri("accounts/alice/deposits", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(await RunningServer.NameOf(answer), new[] { "malformed_json", "bad_value" });
    }

    [Theory, Trait("Criterion", "API-005"), Trait("Criterion", "SECU-051")]
    [InlineData("trades", """{"legs":[null]}""", "legs[0]")]
    [InlineData("keys", """{"label":"x","roles":["trader"],"accounts":["alice",null]}""", "accounts[1]")]
    [InlineData("quotes", """{"indices":[null]}""", "indices[0]")]
    [InlineData("batch", """{"operations":[{"operation":"orders.place","request":{}},null]}""", "operations[1]")]
    [InlineData(
        "batch",
        """{"operations":[{"operation":"trades.record","request":{"legs":[{},null]}}]}""",
        "operations[0].request.legs[1]"
    )]
    [InlineData("schemes", """{"model":"paradex-pm","underlyings":{"BTC":null}}""", "underlyings.BTC")]
    [InlineData("schemes", """{"model":"paradex-pm","underlyings":{},"assets":{"ETH":null}}""", "assets.ETH")]
    [InlineData("schemes", """{"model":"plimsoll-var","underlyings":{"BTC":"BTC/USD"},"account_class":"x"}""", "account_class")]
    public async Task Null_and_what_a_model_does_not_have_are_refused_with_their_place(string path, string body, string field)
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As(path is "trades" ? "book" : "admin");

        var (status, name, place) = await bazaar.Refused(HttpMethod.Post, path, body);

        Assert.Equal((400, "bad_value", field), (status, name, place));
    }

    [Fact, Trait("Criterion", "API-005")]
    public async Task Null_in_a_list_is_refused_over_a_socket_and_the_members_own_null_is_not()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await using var socket = await TestSocket.ConnectAsync(bazaar.World, bazaar.World.Admin);

        var list = await socket.Ask("subscribe", """{"channels":["funds",null]}""");
        var member = await socket.Ask("subscribe", """{"channels":["funds"],"from":null}""");

        Assert.Equal("bad_value", (string)list["error"]!["data"]!["name"]!);
        Assert.Equal("channels[1]", (string)list["error"]!["data"]!["field"]!);
        Assert.Null(member["error"]);
    }

    [Theory, Trait("Criterion", "API-005")]
    [InlineData("audit?after=9223372036854775807")]
    [InlineData("events?from=9223372036854775807")]
    [InlineData("events?after=9223372036854775807")]
    [InlineData("accounts/alice/statement?from=9223372036854775807&to=9223372036854775807")]
    [InlineData("accounts/alice/history?after=9223372036854775806~x")]
    public async Task What_begins_after_the_last_record_is_empty(string path)
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var (status, page) = await bazaar.World.Ask(HttpMethod.Get, path);

        if (status == HttpStatusCode.OK)
            Assert.Equal((0, null), (page["items"]!.AsArray().Count, (string?)page["next"]));
        else
            Assert.Equal((HttpStatusCode.BadRequest, "bad_value"), (status, (string)page["name"]!));
    }

    [Fact, Trait("Criterion", "API-005")]
    public async Task A_reader_who_goes_away_in_the_middle_is_no_fault()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(new BegunResponse());
        context.RequestAborted = new CancellationToken(canceled: true);
        var middleware = new ProblemMiddleware(
            static inner => throw new OperationCanceledException(inner.RequestAborted),
            Options.Create(new JsonOptions()),
            NullLogger<ProblemMiddleware>.Instance
        );

        await middleware.InvokeAsync(context);

        Assert.Equal(200, context.Response.StatusCode);
    }

    /// <summary>One that has begun takes no other status.</summary>
    private sealed class BegunResponse : HttpResponseFeature, IHttpResponseFeature
    {
        bool IHttpResponseFeature.HasStarted => true;

        int IHttpResponseFeature.StatusCode
        {
            get => 200;
            set => throw new InvalidOperationException("It has begun.");
        }
    }
}
