using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api.Events;

/// <summary>Events as the outside sees them.</summary>
/// <remarks>When forms are meant to change: run with PLIMSOLL_UPDATE_GOLDEN=1, and read the difference before committing it.</remarks>
public sealed class EventFormTests
{
    private static readonly string Golden = RepositoryFiles.PathOf(
        "tests",
        "Plimsoll.Server.Tests",
        "Api",
        "Events",
        "events.golden.jsonl"
    );

    private static readonly string[] Counts = ["live_sources", "parameters_version", "ticket", "command"];

    [Fact, Trait("Criterion", "SOCK-030"), Trait("Criterion", "SOCK-031")]
    public async Task Every_kind_has_a_form_in_names_and_decimals_that_stays()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();

        var lines = Lines(world, EventViewer.Everything);

        foreach (var line in lines)
        {
            var told = JsonNode.Parse(line)!.AsObject();
            Assert.All(told, member => Assert.True(member.Value is not JsonValue value || Fits(member.Key, value), line));
            Assert.DoesNotContain("unknown", line, StringComparison.Ordinal);
        }

        var text = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("PLIMSOLL_UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(Golden, text, TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(Golden, TestContext.Current.CancellationToken), text);
    }

    [Fact, Trait("Criterion", "SOCK-032")]
    public async Task Whoever_may_not_see_an_account_does_not_read_its_name_in_any_event()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var key = new ApiKey(9, "aaaaaaaaaaaa", "", ApiRoles.Trader, ["alice"], new([], [], []), false, 0, null);

        var lines = Lines(world, new EventViewer(key));

        Assert.DoesNotContain(lines, line => line.Contains("bob", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"account\":\"alice\"", StringComparison.Ordinal));
    }

    [Theory, Trait("Criterion", "SECU-036")]
    [InlineData(ApiRoles.Trader, false)]
    [InlineData(ApiRoles.Risk, true)]
    public async Task Whose_key_set_a_mark_by_hand_is_for_those_who_decide_and_watch(ApiRoles roles, bool sees)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (alice, bob) = Accounts(world);
        var keys = new ApiKeyBook();
        using var vault = new SecretVault(new byte[32]);
        var maker = new ApiKeyMaker(vault);
        for (var i = 0; i < 3; i++)
        {
            keys.Apply(maker.Make($"{i}", ApiRoles.Risk, [], requiresSignature: false, isLoopbackOnly: false, "", at: 1).Record);
        }

        var viewer = new EventViewer(new ApiKey(9, "aaaaaaaaaaaa", "", roles, ["alice"], new([], [], []), false, 0, null));
        var told = Write(world, Record(world, typeof(MarkOverrideApproved), alice, bob), viewer, keys);

        Assert.Equal(sees ? keys.Keys.Single(key => key.Number == 3).Id : null, (string?)JsonNode.Parse(told)!["key"]);
    }

    [Fact, Trait("Criterion", "SOCK-033")]
    public async Task An_event_concerns_every_account_that_it_names()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (alice, bob) = Accounts(world);

        foreach (var type in SampleEvents.Types)
        {
            var record = Record(world, type, alice, bob);
            var concern = EventConcern.Of(record.Events[0], record);
            var text = Write(world, record, EventViewer.Everything);

            Assert.Equal(text.Contains("\"alice\"", StringComparison.Ordinal), concern.First == alice.Value);
            Assert.True(concern.Second == bob.Value || !text.Contains("\"bob\"", StringComparison.Ordinal), text);
            Assert.True(concern.Instrument != 0 || text.Contains("\"PERP\"", StringComparison.Ordinal), text);
            Assert.True(concern.Index != 0 || text.Contains("\"BTC/USD\"", StringComparison.Ordinal), text);
            Assert.True(
                concern.Instrument == 0 || IsAbout(type) || !text.Contains("\"instrument\":\"PERP\"", StringComparison.Ordinal),
                text
            );
            Assert.True(concern.Index == 0 || !text.Contains("\"index\":\"BTC/USD\"", StringComparison.Ordinal), text);
        }

        // A posting is about an instrument by its reason: it concerns accounts.
        static bool IsAbout(Type type) => type == typeof(MoneyPosted);
    }

    private static List<string> Lines(ServerWorld world, EventViewer viewer)
    {
        var (alice, bob) = Accounts(world);
        return [.. SampleEvents.Types.Select(type => Write(world, Record(world, type, alice, bob), viewer))];
    }

    private static (AccountId Alice, AccountId Bob) Accounts(ServerWorld world)
    {
        Assert.True(world.Server.Host.Names.TryFindAccount("alice", out var alice));
        Assert.True(world.Server.Host.Names.TryFindAccount("bob", out var bob));
        return (alice, bob);
    }

    internal static RecordView Record(ServerWorld world, Type type, AccountId first, AccountId second)
    {
        var view = new RecordView();
        byte[] bytes = [.. SampleEvents.Of(type, first, second), .. ParametersOf(world, type)];
        view.Show(
            bytes,
            [
                new(LabelKind.Order, SampleEvents.Order, "my-order"),
                new(LabelKind.Trade, SampleEvents.Trade, "my-trade"),
                new(LabelKind.Change, SampleEvents.Ticket, "instrument PERP"),
            ],
            [new(new(SampleEvents.Order), first, new(0))]
        );
        return view;
    }

    /// <summary>Events about parameters carry them: those of the venue's own listings.</summary>
    private static byte[] ParametersOf(ServerWorld world, Type type)
    {
        var kind = SampleEvents.KindOf(type);
        var listing = kind switch
        {
            EventKind.VenueOpened => EventKind.VenueOpened,
            EventKind.AssetListed => EventKind.AssetListed,
            EventKind.IndexListed => EventKind.IndexListed,
            EventKind.InstrumentListed or EventKind.SchemeListed or EventKind.ChangeScheduled => EventKind.InstrumentListed,
            _ => EventKind.None,
        };
        if (listing == EventKind.None)
            return [];

        var (cursor, events) = (world.Server.Host.Events.Read(1), new EventBuffer());
        while (cursor.TryRead(out var record))
        {
            record.ReadEvents(events);
            if (events.Count == 0 || events[events.Count - 1].Kind != listing)
                continue;

            var last = events[events.Count - 1];
            var at = sizeof(ushort) + last.Body.Length;
            for (var i = 0; i < events.Count - 1; i++)
            {
                at += sizeof(ushort) + events[i].Body.Length;
            }

            return events.Bytes[at..].ToArray();
        }

        throw new InvalidOperationException($"No {listing} in the stream.");
    }

    private static string Write(ServerWorld world, RecordView record, EventViewer viewer, ApiKeyBook? keys = null)
    {
        var writer = new EventWriter(new(world.Server.Host, keys ?? new ApiKeyBook()), new Translator(world.Server.Host));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            writer.Write(json, record, 0, viewer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Numbers are counts; everything else is text, true or false.</summary>
    private static bool Fits(string name, JsonValue value) =>
        value.GetValueKind() != JsonValueKind.Number || Counts.Contains(name, StringComparer.Ordinal);
}
