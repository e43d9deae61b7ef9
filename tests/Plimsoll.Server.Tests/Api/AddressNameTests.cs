using System.Net;
using System.Text.Json.Nodes;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Tests.Api.Sockets;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What is named in addresses has a name that an address can carry.</summary>
public sealed class AddressNameTests
{
    [Theory, Trait("Criterion", "API-057")]
    [InlineData("accounts", """{"name":"."}""", "name")]
    [InlineData("accounts", """{"name":"..","owner":"alice"}""", "name")]
    [InlineData("assets", """{"model":"plimsoll-house","symbol":".."}""", "symbol")]
    [InlineData("indices", """{"index":"..","decimals":1,"sources":[{"source":"kraken"}]}""", "index")]
    [InlineData("indices", """{"index":"BTC%2fEUR","decimals":1,"sources":[{"source":"kraken"}]}""", "index")]
    [InlineData("instruments", """{"model":"plimsoll-house","symbol":".","index":"BTC/USD","settlement_asset":"USD"}""", "symbol")]
    public async Task A_name_that_no_address_can_carry_is_refused_where_it_is_given(string path, string body, string field)
    {
        await using var world = await ServerWorld.StartAsync();

        var (status, problem) = await world.Ask(HttpMethod.Post, path, body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "name_invalid"), (status, (string)problem["name"]!));
        Assert.Equal(field, (string)problem["field"]!);
        Assert.Contains("in an address means", (string)problem["detail"]!, StringComparison.Ordinal);
        // Refused before it had a record.
        Assert.Null(problem["sequence"]);
    }

    [Fact, Trait("Criterion", "API-057")]
    public async Task What_has_such_a_name_from_before_is_there_after_a_start_and_reached_by_it()
    {
        await using var world = await ServerWorld.StartAsync();
        var opened = await world.Server.Host.SubmitAsync(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), "..", "alice"));

        await world.Stop();
        await world.Start();
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);
        var account = await socket.Ok("accounts.margin", """{"account":".."}""");

        Assert.True(opened.IsAccepted);
        Assert.Equal("..", (string)account["account"]!);
    }

    [Theory, Trait("Criterion", "API-004")]
    [InlineData("2026-11-22T09:24:00%2B01:00")]
    [InlineData("1900-01-01T00:00:00Z")]
    public async Task A_time_that_cannot_be_taken_is_told_what_is(string time)
    {
        await using var world = await ServerWorld.StartAsync();

        var (_, problem) = await world.Ask(HttpMethod.Get, "events?from=" + time);
        var (_, inBody) = await world.Ask(
            HttpMethod.Patch,
            "indices/BTC%2FUSD",
            new JsonObject
            {
                ["weights"] = new JsonObject { ["x"] = 2 },
                ["effective_at"] = Uri.UnescapeDataString(time),
            }.ToJsonString()
        );

        Assert.All(
            [problem, inBody],
            told =>
            {
                Assert.Equal("bad_value", (string)told["name"]!);
                Assert.Contains(
                    "a time in UTC, which ends with Z, from 1970-01-01T00:00:00Z to 2255-03-14T16:00:00Z",
                    (string)told["detail"]!,
                    StringComparison.Ordinal
                );
            }
        );
    }

    [Theory, Trait("Criterion", "API-004")]
    [InlineData("1970-01-01T00:00:00Z", true)]
    [InlineData("2255-03-14T16:00:00Z", true)]
    [InlineData("1969-12-31T23:59:59Z", false)]
    [InlineData("2255-03-14T16:00:01Z", false)]
    public void The_range_of_times_is_the_one_that_is_told(string time, bool isTaken) =>
        Assert.Equal(isTaken, Server.Api.Translation.TimeText.TryParse(time, out _));
}
