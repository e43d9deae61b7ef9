using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Security;
using Plimsoll.Server.Tests.Api.Events;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>What the guides say of channels and events is what the server does.</summary>
public sealed class ChannelGuideTests
{
    private static readonly string Guide = File.ReadAllText(RepositoryFiles.PathOf("docs", "guide", "websocket.md"));
    private static readonly string Forms = File.ReadAllText(RepositoryFiles.PathOf("docs", "guide", "events.md"));

    [Fact, Trait("Criterion", "SOCK-030")]
    public async Task The_guide_has_every_event_with_all_its_members()
    {
        var golden = RepositoryFiles.PathOf("tests", "Plimsoll.Server.Tests", "Api", "Events", "events.golden.jsonl");
        var lines = await File.ReadAllLinesAsync(golden, TestContext.Current.CancellationToken);

        foreach (var line in lines)
        {
            var told = JsonDocument.Parse(line).RootElement;
            var type = told.GetProperty("type").GetString()!;
            var row = Assert.Single(Forms.Split('\n'), each => each.StartsWith($"| `{type}` |", StringComparison.Ordinal));
            var members = Quoted(row.Split('|')[2]);
            var always = Quoted(row.Split('|')[2], thatAreThere: true);

            Assert.Empty(always.Except(told.EnumerateObject().Select(member => member.Name)));
            Assert.Empty(told.EnumerateObject().Select(member => member.Name).Where(name => name != "type").Except(members));
        }

        Assert.Equal(lines.Length, Forms.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    [Fact, Trait("Criterion", "SOCK-036")]
    public async Task The_guide_has_the_events_of_every_channel_and_the_members_of_its_state()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var api = new VenueApi(world.Server.Host, new ApiKeyBook(), null!, ServerSettings.Default, TimeProvider.System);
        var trader = new ApiKey(9, "aaaaaaaaaaaa", "", ApiRoles.Trader, ["alice"], new([], [], []), false, 0, null);
        var auditor = trader with { Roles = ApiRoles.Auditor | ApiRoles.Risk };

        foreach (var name in new[] { "market.PERP", "index.BTC/USD", "liquidations", "risk" })
        {
            var row = Row(name);
            var told = Quoted(row[3]);

            Assert.Equal(Taken(world, api, ChannelNames.Find(name, auditor, api), auditor).Order(), told.Order());
        }

        var all = Row("liquidations")[3];
        var forEverybody = Quoted(all[..all.IndexOf("who may read all", StringComparison.Ordinal)]);
        Assert.Equal(Taken(world, api, ChannelNames.Find("liquidations", trader, api), trader).Order(), forEverybody.Order());

        foreach (
            var name in new[] { "account.alice", "account.*", "market.PERP", "index.BTC/USD", "liquidations", "funds", "risk", "events" }
        )
        {
            var write = world.Server.Host.Read(machine => ChannelNames.Find(name, auditor, api).Snapshot(machine, api, new(auditor)));
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                write(json);
                json.WriteEndObject();
            }

            var members = JsonDocument.Parse(stream.ToArray()).RootElement.EnumerateObject().Select(member => member.Name);
            Assert.Empty(members.Except(Quoted(Row(name)[2])));
        }
    }

    /// <summary>The cells of a channel's row, with an empty one before the first.</summary>
    private static string[] Row(string channel)
    {
        var shown = channel switch
        {
            "account.alice" => "account.NAME",
            "market.PERP" => "market.INSTRUMENT",
            "index.BTC/USD" => "index.SYMBOL",
            _ => channel,
        };
        return Assert.Single(Guide.Split('\n'), line => line.StartsWith($"| `{shown}` |", StringComparison.Ordinal)).Split('|');
    }

    private static List<string> Taken(ServerWorld world, VenueApi api, Channel channel, ApiKey key)
    {
        Assert.True(world.Server.Host.Names.TryFindAccount("alice", out AccountId alice));
        var taken = new List<string>();
        foreach (var type in SampleEvents.Types)
        {
            var record = EventFormTests.Record(world, type, alice, alice);
            var concern = EventConcern.Of(record, 0);
            // What makes a trade strange is not in the event; what was undone is in the events beside it.
            if (type == typeof(TradeRecorded))
                concern = concern with { IsStrange = true };
            else if (type == typeof(TradeBusted))
                concern = concern with { Instrument = 0 };

            if (channel.Takes(concern, record.Events[0].Kind, new EventViewer(key)))
                taken.Add(EventTypes.NameOf(record.Events[0].Kind));
        }

        return taken;
    }

    /// <summary>The words between backticks; of members only those that are always there, without a question mark behind them.</summary>
    private static List<string> Quoted(string text, bool thatAreThere = false)
    {
        var parts = text.Split('`');
        return
        [
            .. Enumerable
                .Range(0, parts.Length)
                .Where(place => place % 2 == 1 && !(thatAreThere && place + 1 < parts.Length && parts[place + 1].StartsWith('?')))
                .Select(place => parts[place])
                .Where(word => word.All(each => char.IsAsciiLetterLower(each) || each == '_')),
        ];
    }
}
