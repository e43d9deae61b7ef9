using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Api.Events;

/// <summary>Records that all connections read together.</summary>
public sealed class SharedRecordTests
{
    private static readonly ApiKey Alice = new(9, "aaaaaaaaaaaa", "", ApiRoles.Trader, ["alice"], new([], [], []), false, 0, null);
    private static readonly ApiKey Other = Alice with { Number = 10, Accounts = ["carol"] };
    private static readonly ApiKey Auditor = Alice with { Number = 11, Roles = ApiRoles.Auditor, Accounts = [] };

    [Fact, Trait("Criterion", "SOCK-029")]
    public async Task A_record_is_read_once_and_written_once_for_all_who_see_the_same()
    {
        await using var world = await TradedAsync();
        var (api, record) = (Api(world), Trade(world));
        var shared = api.Records.Of(record);
        var channel = ChannelNames.Find("market.PERP", Auditor, api);

        var (first, second) = (Form(shared, channel, Auditor, api), Form(shared, channel, Auditor, api));
        var (alice, other, another) = (
            Form(shared, channel, Alice, api),
            Form(shared, channel, Other, api),
            Form(shared, channel, Other, api)
        );

        Assert.Same(shared, api.Records.Of(record));
        Assert.True(first.Equals(second));
        Assert.True(other.Equals(another));
        Assert.Equal(("alice", "bob"), Sides(first));
        Assert.Equal(("alice", null), Sides(alice));
        Assert.Equal((null, null), Sides(other));
    }

    [Fact, Trait("Criterion", "SOCK-029")]
    public async Task What_is_written_for_all_is_what_each_would_have_been_written()
    {
        await using var world = await TradedAsync();
        var api = Api(world);
        var cursor = world.Server.Host.Events.Read(1);
        while (cursor.TryRead(out var record))
        {
            var together = api.Records.Of(record);
            foreach (var key in new[] { Alice, Other, Auditor, Alice })
            {
                foreach (var name in new[] { "market.PERP", "liquidations", "funds", "index.BTC/USD" })
                {
                    var channel = ChannelNames.Find(name, key, api);
                    var alone = new SharedRecord(record, default);

                    Assert.Equal(Text(Form(alone, channel, key, api)), Text(Form(together, channel, key, api)));
                }
            }
        }
    }

    [Fact, Trait("Criterion", "SOCK-029")]
    public async Task So_many_are_kept_and_no_more_and_one_who_is_behind_takes_nobodys_place()
    {
        await using var world = await TradedAsync();
        var all = await RecordsAsync(world);
        var weight = all[^1].Size * 8L;
        var (wide, narrow) = (new SharedRecords(default), new SharedRecords(default, most: 4 * weight));
        var shared = all.Select(wide.Of).ToList();
        foreach (var record in all)
        {
            narrow.Of(record);
            Assert.InRange(narrow.Weight, 0, 4 * weight);
        }

        Assert.Same(shared[^1], wide.Of(all[^1]));
        Assert.NotSame(shared[0], wide.Of(all[0]));
        // The first one's place is another's, and stays so.
        Assert.Same(shared[SharedRecords.Kept], wide.Of(all[SharedRecords.Kept]));
    }

    [Fact, Trait("Criterion", "SOCK-029")]
    public async Task What_lies_before_a_leap_goes_for_what_is_new()
    {
        await using var world = await TradedAsync();
        var all = await RecordsAsync(world);
        var most = all.Take(12).Sum(record => new SharedRecord(record, default).Weight);
        var records = new SharedRecords(default, most);
        foreach (var record in all.Take(12))
        {
            records.Of(record);
        }

        // Nobody listened for long: then two come, and many ask for them.
        var (one, other) = (records.Of(all[^2]), records.Of(all[^1]));

        Assert.Same(one, records.Of(all[^2]));
        Assert.Same(other, records.Of(all[^1]));
        Assert.InRange(records.Weight, other.Weight, most);
    }

    /// <summary>All records, of which there are more than are kept.</summary>
    private static async Task<List<StreamRecord>> RecordsAsync(ServerWorld world)
    {
        for (var i = 0; i < SharedRecords.Kept; i++)
        {
            await world.Price(100 + (i % 3));
        }

        var all = new List<StreamRecord>();
        var cursor = world.Server.Host.Events.Read(1);
        while (cursor.TryRead(out var record))
        {
            all.Add(record);
        }

        return all;
    }

    private static async Task<ServerWorld> TradedAsync()
    {
        var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (engine, _) = await world.Key("matching_engine");
        world.Use(engine);
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-1", "alice", "bob", 2, 100));
        return world;
    }

    private static VenueApi Api(ServerWorld world) =>
        new(world.Server.Host, new ApiKeyBook(), null!, ServerSettings.Default, TimeProvider.System);

    private static StreamRecord Trade(ServerWorld world)
    {
        var last = world.Server.Host.Events.LastSequence;
        for (var sequence = last; ; sequence--)
        {
            Assert.True(world.Server.Host.Events.Read(sequence).TryRead(out var record));
            if (record.ReadTrades().Count > 0)
                return record;
        }
    }

    private static ReadOnlyMemory<byte> Form(SharedRecord record, Channel channel, ApiKey key, VenueApi api) =>
        record.EventsOf(channel, new EventViewer(key), new RecordWriter(api.Names, api.Translator));

    private static (string? Taker, string? Maker) Sides(ReadOnlyMemory<byte> events)
    {
        var trade = JsonNode.Parse(Text(events))!.AsArray().Single(each => (string)each!["type"]! == "trade_recorded")!;
        return ((string?)trade["taker"], (string?)trade["maker"]);
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
