using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Journal;

/// <summary>What the command says of damaged events, and how it goes on without what is damaged.</summary>
public sealed class JournalRestoreTests : IDisposable
{
    private const long Snapshot = 44;
    private readonly string _data = Directory.CreateTempSubdirectory("plimsoll-restore-").FullName;

    private static HostOptions Options { get; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 0,
            EventChunkBytes = 600,
        };

    private string Folder => Path.Combine(_data, "journal");

    private List<string> EventFiles => [.. Directory.GetFiles(Path.Combine(_data, "events"), "events-*.log").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory, Trait("Criterion", "JCLI-010")]
    [InlineData("flipped", false, "so far: with the server stopped, move events-")]
    [InlineData("gone", false, "so far: with the server stopped, move events-")]
    [InlineData("flipped", true, "the next start makes these events again")]
    public async Task Damaged_files_of_events_are_named_and_what_is_advised_mends_them(string how, bool isNewest, string advice)
    {
        Write(snapshot: false);
        Assert.True(EventFiles.Count > 4);
        var place = isNewest ? EventFiles.Count - 1 : 2;
        var file = EventFiles[place];
        Damage(file, how);

        var (code, output, error) = await Shell.RunAsync("journal", "verify", _data);
        var (_, json, _) = await Shell.RunAsync("journal", "verify", Folder, "--json");

        Assert.Equal(Shell.BadData, code);
        Assert.Contains("1 problem", output, StringComparison.Ordinal);
        var named = Path.GetFileName(how == "gone" ? EventFiles[place - 1] : file);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains("cannot be read", error, StringComparison.Ordinal);
        Assert.Contains(advice, error, StringComparison.Ordinal);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.False(root.GetProperty("whole").GetBoolean());
        Assert.Equal(
            named,
            root.GetProperty("event_files")
                .EnumerateArray()
                .Single(each => !each.GetProperty("whole").GetBoolean())
                .GetProperty("file")
                .GetString()
        );
        foreach (var later in EventFiles.Where(each => string.CompareOrdinal(Path.GetFileName(each), named) > 0))
        {
            File.Delete(later);
        }

        Start();
        Assert.Equal(
            (Shell.Success, ""),
            ((await Shell.RunAsync("journal", "verify", _data)) is var (again, _, told) ? (again, told) : default)
        );
    }

    [Fact, Trait("Criterion", "JCLI-010")]
    public async Task Files_that_end_before_a_snapshot_are_damage()
    {
        Write(snapshot: true);
        foreach (var file in EventFiles.Skip(2))
        {
            File.Delete(file);
        }

        var (code, _, error) = await Shell.RunAsync("journal", "verify", _data);

        Assert.Equal(Shell.BadData, code);
        Assert.Contains($"to {Snapshot} cannot be read", error, StringComparison.Ordinal);
        Assert.Contains("the next start makes these events again", error, StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "JCLI-011"), Trait("Criterion", "HOST-035"), InlineData(false, 44 + 3), InlineData(true, 20)]
    public async Task What_is_damaged_is_given_up_only_when_it_is_named(bool isBeforeSnapshot, long record)
    {
        Write(snapshot: true);
        Flip(record);
        Assert.Throws<Plimsoll.Journal.JournalCorruptedException>(Start);
        var before = Names();
        // All that comes after the snapshot is there, when the damage lies before it.
        var first = isBeforeSnapshot ? 51 : record;

        var (verified, _, advice) = await Shell.RunAsync("journal", "verify", _data);
        var (asked, output, how) = await Shell.RunAsync("journal", "restore", _data);
        var (wrong, _, _) = await Shell.RunAsync("journal", "restore", _data, "--give-up-from", $"{first + 1}");

        Assert.Equal((Shell.BadData, Shell.Success, Shell.Usage), (verified, asked, wrong));
        Assert.Contains($"plimsoll journal restore {Folder}", advice, StringComparison.Ordinal);
        Assert.Contains($"plimsoll journal restore {Folder} --give-up-from {first}", how, StringComparison.Ordinal);
        Assert.Contains(
            isBeforeSnapshot ? $"from the snapshot of record {Snapshot}" : $"Given up: records {first} to 50",
            output,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Names());

        var (code, _, error) = await Shell.RunAsync("journal", "restore", _data, "--give-up-from", $"{first}");

        Assert.Equal((Shell.Success, ""), (code, error));
        var (whole, _, problems) = await Shell.RunAsync("journal", "verify", _data);
        Assert.Equal((Shell.Success, ""), (whole, problems));
        Start();
        Assert.Equal(Shell.Success, (await Shell.RunAsync("journal", "verify", _data)).Code);
        var (_, restored, _) = await Shell.RunAsync("journal", "inspect", _data, "--from", $"{first}", "--kind", "restored");
        Assert.Contains(
            isBeforeSnapshot ? "restored given_up_from=51" : $"restored given_up_from={first} given_up_to=50",
            restored,
            StringComparison.Ordinal
        );
        var (nothing, _, none) = await Shell.RunAsync("journal", "restore", _data);
        Assert.Equal(Shell.Success, nothing);
        Assert.Contains("nothing to restore", none, StringComparison.Ordinal);
    }

    /// <summary>A segment whose header reads as zeros was deleted once, with all its records.</summary>
    [Fact, Trait("Criterion", "JCLI-011"), Trait("Criterion", "JCLI-003"), Trait("Criterion", "JRNL-024")]
    public async Task A_lost_header_is_told_and_gives_up_no_record()
    {
        Write(snapshot: false);
        var file = Directory.GetFiles(Folder, "journal-*.segment").Single();
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(0, 512).Clear();
        File.WriteAllBytes(file, bytes);

        var (verified, _, advice) = await Shell.RunAsync("journal", "verify", _data);
        var (inspected, _, why) = await Shell.RunAsync("journal", "inspect", _data);
        var (code, output, _) = await Shell.RunAsync("journal", "restore", _data, "--give-up-from", "51");

        Assert.Equal((Shell.BadData, Shell.BadData, Shell.Success), (verified, inspected, code));
        Assert.All([advice, why], text => Assert.Contains($"{file}, byte 0: expected the 512 bytes", text, StringComparison.Ordinal));
        Assert.Contains("Kept: the records up to 50.", output, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(file + ".apart"));
        Start();
        Assert.Equal(Shell.Success, (await Shell.RunAsync("journal", "verify", _data)).Code);
    }

    private List<string> Names() => [.. Directory.GetFiles(_data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Damage(string file, string how)
    {
        if (how == "gone")
        {
            File.Delete(file);
            return;
        }

        var bytes = File.ReadAllBytes(file);
        bytes[20] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>A bit of a record's payload; the journal is one segment.</summary>
    private void Flip(long record)
    {
        var file = Directory.GetFiles(Folder, "journal-*.segment").Single();
        var offset = 512;
        using (var journal = ReadOnlyStorage.Look(Folder))
        {
            Plimsoll.Journal.JournalReader.Read(journal, 1, record - 1, each => offset += 40 + ((each.Payload.Length + 7) & ~7) + 40);
        }

        var bytes = File.ReadAllBytes(file);
        bytes[offset + 41] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private void Start()
    {
        using var journal = FileStorage.Take(Folder);
        using var events = FileStorage.Take(Path.Combine(_data, "events"));
        using var host = VenueHost.Open(journal, events, Options);
    }

    /// <summary>A venue of 44 records, five more, and the witness of a stop.</summary>
    private void Write(bool snapshot)
    {
        using var journal = FileStorage.Take(Folder);
        using var events = FileStorage.Take(Path.Combine(_data, "events"));
        using var host = VenueHost.Open(journal, events, Options);
        Do(HostEntry.Of(new ListAsset(default, Scenario.Dollar)));
        Do(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), "alice", "alice"));
        Assert.True(host.Names.TryFindAccount("alice", out var alice));
        for (var i = 0; i < 45; i++)
        {
            if (snapshot && i == 40)
                Assert.Equal(Snapshot, host.TakeSnapshot());

            Do(HostEntry.Of(new DepositCollateral(default, alice, Scenario.Usd, new(i + 1))));
        }

        void Do(HostEntry entry)
        {
            var asked = host.SubmitAsync(entry);
            Assert.True(asked.Wait(TimeSpan.FromSeconds(30)) && asked.Result.IsAccepted, asked.Result.ToString());
        }
    }
}
