using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Journal;

/// <summary>What the command says of a journal: whole, damaged, in use, or not there.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("plimsoll-journal-").FullName;

    private string Folder => Path.Combine(_data, "journal");

    private static HostOptions Options { get; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 0,
            Journal = new() { SegmentBytes = 4 << 10 },
        };

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact, Trait("Criterion", "JCLI-001")]
    public async Task Verify_tells_what_is_there()
    {
        Write(snapshot: true);

        var (code, output, error) = await Shell.RunAsync("journal", "verify", Folder);
        var (_, json, _) = await Shell.RunAsync("journal", "verify", _data, "--json");

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.Contains("1.0.0", output, StringComparison.Ordinal);
        Assert.Contains("whole", output, StringComparison.Ordinal);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.True(root.GetProperty("whole").GetBoolean());
        Assert.Equal(46, root.GetProperty("records").GetInt32());
        Assert.Equal(46, root.GetProperty("last").GetProperty("sequence").GetInt32());
        Assert.True(root.GetProperty("segments").GetInt32() > 1);
        Assert.True(root.GetProperty("snapshots")[0].GetProperty("whole").GetBoolean());
    }

    [Fact, Trait("Criterion", "JCLI-002")]
    public async Task A_journal_in_use_can_be_read_and_is_not_touched()
    {
        using var journal = FileStorage.Take(Folder);
        using var events = FileStorage.Take(Path.Combine(_data, "events"));
        using var host = VenueHost.Open(journal, events, Options);
        var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await host.SubmitAsync(HostEntry.Of(new AdvanceTime(default)));
                }
            },
            TestContext.Current.CancellationToken
        );

        for (var round = 0; round < 10; round++)
        {
            foreach (var part in new[] { "verify", "replay", "inspect" })
            {
                var (code, _, error) = await Shell.RunAsync("journal", part, Folder);

                Assert.True(code == Shell.Success, $"{part}: {error}");
            }
        }

        await stop.CancelAsync();
        await writing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(HostState.Running, host.Status.State);
        stop.Dispose();
    }

    [Fact, Trait("Criterion", "JCLI-003")]
    public async Task Damage_is_named_with_its_place_and_what_to_do()
    {
        Write(snapshot: true);
        var first = Directory.GetFiles(Folder, "journal-*.segment").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        bytes[2_000] ^= 8;
        await File.WriteAllBytesAsync(first, bytes, TestContext.Current.CancellationToken);

        var (code, output, error) = await Shell.RunAsync("journal", "verify", Folder);

        Assert.Equal(Shell.BadData, code);
        Assert.Contains("journal-000000000001.segment, byte", error, StringComparison.Ordinal);
        Assert.Contains("newest whole snapshot is of record 44, and a start works", error, StringComparison.Ordinal);
        Assert.Matches("Records? [0-9]+( to [0-9]+)? cannot be shown, replayed or explained any more", error);
        Assert.DoesNotContain("journal restore", error, StringComparison.Ordinal);
        var (nothing, _, none) = await Shell.RunAsync("journal", "restore", Folder);
        Assert.Equal(Shell.Success, nothing);
        Assert.Contains("nothing to restore: a start works", none, StringComparison.Ordinal);
        Assert.Matches("Records? [0-9]+( to [0-9]+)? cannot be shown, replayed or explained any more", none);
        Assert.Contains("1 problem", output, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken));
        Assert.Equal(Shell.BadData, (await Shell.RunAsync("journal", "replay", Folder)).Code);
        var (broken, before, told) = await Shell.RunAsync("journal", "inspect", Folder);
        Assert.Equal(Shell.BadData, broken);
        Assert.Contains("opened ChangeVenue", before, StringComparison.Ordinal);
        Assert.Contains("journal-000000000001.segment, byte", told, StringComparison.Ordinal);
        // Once, and with names as far as the records are whole.
        Assert.Single(told.Split("byte ").Skip(1));
        Assert.DoesNotContain("names and decimals", told, StringComparison.Ordinal);
        // What comes after the snapshot does not need the damaged file.
        Assert.Equal(Shell.Success, (await Shell.RunAsync("journal", "replay", Folder, "--from-snapshot")).Code);
    }

    [Fact, Trait("Criterion", "JCLI-003"), Trait("Criterion", "JRNL-025")]
    public async Task All_that_is_damaged_is_told_and_not_the_first_of_it_alone()
    {
        Write();
        string[] files = [.. Directory.GetFiles(Folder, "journal-*.segment").Order(StringComparer.Ordinal)];
        Assert.True(files.Length > 1);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[600] ^= 8;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        var (code, output, error) = await Shell.RunAsync("journal", "verify", Folder);
        var (_, json, _) = await Shell.RunAsync("journal", "verify", Folder, "--json");

        Assert.Equal(Shell.BadData, code);
        Assert.All(files, file => Assert.Contains($"{Path.GetFileName(file)}, byte 512: expected record", error, StringComparison.Ordinal));
        Assert.Contains($"{files.Length} problems", output, StringComparison.Ordinal);
        Assert.Contains($"plimsoll journal restore {Folder}", error, StringComparison.Ordinal);
        Assert.Equal(files.Length, JsonDocument.Parse(json).RootElement.GetProperty("problems").GetArrayLength());
    }

    [Theory, Trait("Criterion", "JCLI-003"), Trait("Criterion", "HOST-033"), InlineData("gone"), InlineData("zero")]
    public async Task A_journal_whose_end_is_lost_is_not_called_whole(string how)
    {
        Write();
        var newest = Directory.GetFiles(Folder, "journal-*.segment").Order(StringComparer.Ordinal).Last();
        var bytes = await File.ReadAllBytesAsync(newest, TestContext.Current.CancellationToken);
        bytes.AsSpan(512).Clear();
        if (how == "gone")
            File.Delete(newest);
        else
            await File.WriteAllBytesAsync(newest, bytes, TestContext.Current.CancellationToken);

        var (code, output, error) = await Shell.RunAsync("journal", "verify", Folder);
        var (_, json, _) = await Shell.RunAsync("journal", "verify", _data, "--json");

        var root = JsonDocument.Parse(json).RootElement;
        var last = root.GetProperty("last").GetProperty("sequence").GetInt32();
        Assert.InRange(last, 1, 45);
        Assert.Equal(Shell.BadData, code);
        Assert.Contains("1 problem", output, StringComparison.Ordinal);
        Assert.Contains("record 46", output, StringComparison.Ordinal);
        Assert.Contains($"records {last + 1} to 46 were durable", error, StringComparison.Ordinal);
        Assert.Contains($"plimsoll journal inspect {Folder} --from {last - 3}", error, StringComparison.Ordinal);
        Assert.Equal((46, false), (root.GetProperty("events").GetProperty("sequence").GetInt32(), root.GetProperty("whole").GetBoolean()));
    }

    [Fact, Trait("Criterion", "JCLI-003")]
    public async Task A_damaged_snapshot_is_named()
    {
        Write(snapshot: true);
        var snapshot = Directory.GetFiles(Folder, "snapshot-*").Single();
        var bytes = await File.ReadAllBytesAsync(snapshot, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(snapshot, bytes, TestContext.Current.CancellationToken);

        var (code, output, error) = await Shell.RunAsync("journal", "verify", Folder);

        Assert.Equal(Shell.BadData, code);
        Assert.Contains("damaged", output, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(snapshot), error, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "JCLI-004")]
    public async Task Inspect_shows_records_with_their_fields()
    {
        Write();

        var (code, output, told) = await Shell.RunAsync("journal", "inspect", Folder, "--from", "1", "--count", "5");
        var (_, all, nothing) = await Shell.RunAsync("journal", "inspect", Folder, "--count", "1000");
        var (_, deposits, _) = await Shell.RunAsync("journal", "inspect", Folder, "--kind", "DepositCollateral", "--count", "2", "--json");
        var (_, started, _) = await Shell.RunAsync("journal", "inspect", Folder, "--kind", "started");

        Assert.Equal(Shell.Success, code);
        Assert.Equal(5, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"5 of {all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length} records", told, StringComparison.Ordinal);
        Assert.Empty(nothing);
        Assert.Contains("opened ChangeVenue", output, StringComparison.Ordinal);
        var root = JsonDocument.Parse(deposits).RootElement;
        Assert.Equal(2, root.GetArrayLength());
        Assert.Equal("k-0", root[0].GetProperty("idempotency_key").GetString());
        Assert.Equal(7, root[0].GetProperty("actor").GetInt32());
        Assert.Equal("DepositCollateral", root[0].GetProperty("command").GetProperty("type").GetString());
        Assert.Equal("1", root[0].GetProperty("command").GetProperty("amount").GetString());
        Assert.Equal("alice", root[0].GetProperty("command").GetProperty("account").GetString());
        Assert.Contains("labels=[\"1.0.0\"]", started, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "JCLI-009")]
    public async Task Numbers_have_names_and_units_decimals()
    {
        WriteMarket(withSnapshot: false);

        var (code, text, error) = await Shell.RunAsync("journal", "inspect", Folder, "--count", "100");
        var (_, exported, _) = await Shell.RunAsync("journal", "export", Folder);
        var (_, table, _) = await Shell.RunAsync("journal", "export", Folder, "--format", "csv");
        var (_, raw, _) = await Shell.RunAsync("journal", "export", Folder, "--raw");

        Assert.Equal((Shell.Success, ""), (code, error));
        Assert.Contains("DepositCollateral account=alice asset=USD amount=12.5", text, StringComparison.Ordinal);
        Assert.Contains("PlaceOrder account=alice instrument=PERP quantity=0.003 limit_price=100.5", text, StringComparison.Ordinal);
        Assert.Contains("account=alice AmendOrder order=0 quantity=0.002 limit_price=101", text, StringComparison.Ordinal);
        Assert.Contains("\"index\":\"BTC/USD\",\"source\":0,\"bid\":\"100\"", text, StringComparison.Ordinal);
        var commands = Commands(exported);
        var listed = commands["ListInstrument"].GetProperty("parameters");
        Assert.Equal(("0.5", "USD", "BTC/USD"), (Text(listed, "tick_size"), Text(listed, "settlement_asset"), Text(listed, "underlying")));
        Assert.Equal("0.1", Text(listed.GetProperty("margin")[0], "initial_margin_rate"));
        Assert.Equal("300", Text(commands["ListIndex"].GetProperty("parameters"), "stale_after"));
        var leg = commands["RecordTrades"].GetProperty("legs")[0];
        Assert.Equal(
            ("0.001", "100.5", "alice", "bob"),
            (Text(leg, "quantity"), Text(leg, "price"), Text(leg, "taker"), Text(leg, "maker"))
        );
        // A change that waits for its approval has no time yet.
        Assert.Equal("approval", Text(commands["ChangeAsset"], "effective_at"));
        Assert.Contains("\"\"amount\"\":\"\"12.5\"\"", table, StringComparison.Ordinal);
        Assert.Equal("12500000", Text(Commands(raw)["DepositCollateral"], "amount"));
        Assert.Equal(JsonValueKind.Number, Commands(raw)["DepositCollateral"].GetProperty("account").ValueKind);
    }

    [Fact, Trait("Criterion", "JCLI-009")]
    public async Task Records_of_before_a_snapshot_have_their_names_too_and_what_cannot_be_known_says_so()
    {
        WriteMarket(withSnapshot: true);
        var (_, whole, _) = await Shell.RunAsync("journal", "export", Folder);
        var first = Directory.GetFiles(Folder, "journal-*.segment").Order(StringComparer.Ordinal).First();
        var snapshot = Directory.GetFiles(Folder, "snapshot-*").Single();
        File.Delete(snapshot);
        var bytes = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        bytes[600] ^= 8;
        await File.WriteAllBytesAsync(first, bytes, TestContext.Current.CancellationToken);

        var (code, output, told) = await Shell.RunAsync("journal", "inspect", Folder);

        Assert.Contains("\"account\":\"alice\"", whole, StringComparison.Ordinal);
        Assert.Contains("\"amount\":\"12.5\"", whole, StringComparison.Ordinal);
        Assert.Equal(Shell.BadData, code);
        Assert.DoesNotContain("alice", output, StringComparison.Ordinal);
        Assert.Contains("names and decimals are not known", told, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "JCLI-005")]
    public async Task Replay_comes_out_where_the_host_stood()
    {
        var (eventHash, stateHash) = Write(snapshot: true);

        foreach (var options in new string[][] { [], ["--from-snapshot"] })
        {
            var (code, output, error) = await Shell.RunAsync(["journal", "replay", Folder, "--json", .. options]);

            Assert.Equal((Shell.Success, ""), (code, error));
            var root = JsonDocument.Parse(output).RootElement;
            Assert.Equal(eventHash, root.GetProperty("event_hash").GetString());
            Assert.Equal(stateHash, root.GetProperty("state_hash").GetString());
            Assert.True(root.GetProperty("conserved")[0].GetProperty("is_conserved").GetBoolean());
            Assert.Equal(options.Length > 0 ? 44 : 0, root.GetProperty("from_snapshot").GetInt32());
        }

        var (_, half, _) = await Shell.RunAsync("journal", "replay", Folder, "--to", "10");
        Assert.Contains("deposit collateral", half, StringComparison.Ordinal);
        Assert.Contains("event hash", half, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "JCLI-006")]
    public async Task Export_writes_every_record_once()
    {
        Write();
        var file = Path.Combine(_data, "out.csv");

        var (code, lines, _) = await Shell.RunAsync("journal", "export", Folder, "--from", "2", "--to", "40");
        var (other, none, _) = await Shell.RunAsync("journal", "export", Folder, "--format", "csv", "-o", file);

        Assert.Equal((Shell.Success, Shell.Success, ""), (code, other, none));
        var sequences = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt32());
        Assert.Equal(Enumerable.Range(2, 39), sequences);
        var rows = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(47, rows.Length);
        Assert.StartsWith("sequence,time,actor,kind", rows[0], StringComparison.Ordinal);
        Assert.Contains(rows, row => row.Contains("\"{\"\"account\"\"", StringComparison.Ordinal));
    }

    [Theory, Trait("Criterion", "JCLI-007")]
    [InlineData(1, "nowhere", "journal", "verify", "nowhere")]
    [InlineData(2, "DIR: expected the folder", "journal", "verify")]
    [InlineData(2, "expected verify, inspect, replay, export, skip, restore; found \"verfy\". Did you mean verify?", "journal", "verfy")]
    [InlineData(2, "expected verify, inspect, replay, export, skip, restore; found none", "journal")]
    [InlineData(2, "--from: expected a whole number above zero; found \"-3\"", "journal", "inspect", "HERE", "--from", "-3")]
    [InlineData(2, "--from: expected at most 46", "journal", "inspect", "HERE", "--from", "47")]
    [InlineData(2, "--to: expected at most 46", "journal", "replay", "HERE", "--to", "47")]
    [InlineData(2, "--to: expected 5 or more", "journal", "export", "HERE", "--from", "5", "--to", "4")]
    [InlineData(2, "--kind: expected a kind", "journal", "inspect", "HERE", "--kind", "plce_order")]
    [InlineData(2, "--format: expected jsonl or csv", "journal", "export", "HERE", "--format", "xml")]
    public async Task What_does_not_fit_is_told_in_one_line(int expected, string words, params string[] arguments)
    {
        Write();

        var (code, output, error) = await Shell.RunAsync([.. arguments.Select(each => each == "HERE" ? Folder : each)]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    private static Dictionary<string, JsonElement> Commands(string lines) =>
        lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(record => record.TryGetProperty("command", out _))
            .Select(record => record.GetProperty("command"))
            .GroupBy(command => command.GetProperty("type").GetString()!)
            .ToDictionary(group => group.Key, group => group.First());

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    /// <summary>A venue of dollars with six decimals and an instrument with one for prices and three for quantities.</summary>
    private void WriteMarket(bool withSnapshot)
    {
        using var journal = FileStorage.Take(Folder);
        using var events = FileStorage.Take(Path.Combine(_data, "events"));
        using var host = VenueHost.Open(journal, events, Options);
        Do(HostEntry.Of(new ListAsset(default, Scenario.Dollar with { Decimals = 6 })));
        Do(HostEntry.Of(new ListIndex(default, Scenario.Index("x", "y", "z") with { Decimals = 1 })));
        Do(
            HostEntry.Of(
                new ListInstrument(default, Scenario.Perpetual with { PriceDecimals = 1, QuantityDecimals = 3, TickSize = new(5) })
            )
        );
        var quotes = Enumerable.Range(0, 3).Select(source => new IndexQuote(new(0), (byte)source, new(1_000), new(1_000))).ToArray();
        Do(HostEntry.Of(new SubmitQuotes(default, quotes, new BookQuote[] { new(new(0), new(1_000), new(1_000), new(1_000)) })));
        Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), "bob", "bob"));
        Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), "alice", "alice"));
        Assert.True(host.Names.TryFindAccount("alice", out var alice) & host.Names.TryFindAccount("bob", out var bob));
        Do(HostEntry.Of(new DepositCollateral(default, alice, Scenario.Usd, new(12_500_000))));
        Do(HostEntry.Of(new DepositCollateral(default, bob, Scenario.Usd, new(12_500_000))));
        Do(HostEntry.Of(new PlaceOrder(default, alice, new(0), new(3), new(1_005), false, 0), "mine"));
        Do(HostEntry.OfLabelled(new AmendOrder(default, default, new(2), new(1_010)), alice, "mine"));
        Do(HostEntry.Of(new RecordTrades(default, new TradeLeg[] { new(1, new(0), new(1), new(1_005), alice, default, bob, default) })));
        Do(HostEntry.Propose(new ChangeAsset(default, Scenario.Dollar with { Decimals = 6 }, default)));
        if (withSnapshot)
            Assert.True(host.TakeSnapshot() > 0);

        void Do(HostEntry entry)
        {
            var asked = host.SubmitAsync(entry);
            Assert.True(asked.Wait(TimeSpan.FromSeconds(30)) && asked.Result.IsAccepted, asked.Result.ToString());
        }
    }

    /// <summary>A venue of 44 records, the witness of a stop and a start more, with two segments or more.</summary>
    private (string EventHash, string StateHash) Write(bool snapshot = false)
    {
        var limit = TimeSpan.FromSeconds(30);
        for (var start = 0; ; start++)
        {
            using var journal = FileStorage.Take(Folder);
            using var events = FileStorage.Take(Path.Combine(_data, "events"));
            using var host = VenueHost.Open(journal, events, Options);
            if (start == 1)
                return host.Read(machine =>
                    (Convert.ToHexStringLower(machine.Engine.EventHash), Convert.ToHexStringLower(machine.Engine.StateHash()))
                );

            Do(HostEntry.Of(new ListAsset(default, Scenario.Dollar)));
            Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), "alice", "alice"));
            Assert.True(host.Names.TryFindAccount("alice", out var alice));
            for (var i = 0; i < 40; i++)
            {
                Do(
                    HostEntry.Of(new DepositCollateral(default, alice, Scenario.Usd, new(i + 1))) with
                    {
                        Actor = 7,
                        IdempotencyKey = $"k-{i}",
                    }
                );
            }

            if (snapshot)
                Assert.Equal(44, host.TakeSnapshot());

            void Do(HostEntry entry)
            {
                var asked = host.SubmitAsync(entry);
                Assert.True(asked.Wait(limit) && asked.Result.IsAccepted, asked.Result.ToString());
            }
        }
    }
}
