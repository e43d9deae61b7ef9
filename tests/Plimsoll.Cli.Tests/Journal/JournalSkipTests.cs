using System.Text.Json;
using Plimsoll.Cli.Journal;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Cli.Tests.Journal;

/// <summary>Leaving out a record that stops every start.</summary>
public sealed class JournalSkipTests : IDisposable
{
    private const int Usage = 2;
    private readonly string _data = Directory.CreateTempSubdirectory("plimsoll-skip-").FullName;

    private string Folder => Path.Combine(_data, "journal");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact, Trait("Criterion", "JCLI-008")]
    public async Task What_is_left_out_is_shown_by_every_command()
    {
        var bad = await HaltAsync();
        var output = new StringWriter();

        var code = JournalSkipProgram.Run(
            JournalFolder.Open(_data),
            bad,
            "bug 41",
            new Touchy(),
            new(output, TextWriter.Null, TestContext.Current.CancellationToken)
        );
        var (_, verified, _) = await Shell.RunAsync("journal", "verify", Folder, "--json");
        var (_, inspected, _) = await Shell.RunAsync("journal", "inspect", Folder, "--from", $"{bad}", "--count", "1");
        var (_, exported, _) = await Shell.RunAsync("journal", "export", Folder, "--from", $"{bad}", "--to", $"{bad}");
        var (_, replayed, _) = await Shell.RunAsync("journal", "replay", Folder, "--json");

        Assert.Equal(Shell.Success, code);
        Assert.Contains("Every record after it applies", output.ToString(), StringComparison.Ordinal);
        var marker = JsonDocument.Parse(verified).RootElement.GetProperty("left_out")[0];
        Assert.Equal((bad, "bug 41"), (marker.GetProperty("sequence").GetInt64(), marker.GetProperty("reason").GetString()));
        Assert.Contains("left_out=bug 41", inspected, StringComparison.Ordinal);
        Assert.Equal("bug 41", JsonDocument.Parse(exported).RootElement.GetProperty("left_out").GetString());
        Assert.Equal(bad, JsonDocument.Parse(replayed).RootElement.GetProperty("left_out")[0].GetInt64());
    }

    [Fact, Trait("Criterion", "JCLI-008")]
    public async Task A_journal_that_nothing_stops_or_that_is_in_use_is_left_as_it_is()
    {
        using (var journal = FileStorage.Take(Folder))
        using (var events = FileStorage.Take(Path.Combine(_data, "events")))
        using (var host = VenueHost.Open(journal, events, Options))
        {
            await host.SubmitAsync(HostEntry.Of(new AdvanceTime(default)));
            var (busy, _, inUse) = await Shell.RunAsync("journal", "skip", _data, "--sequence", "3", "--reason", "x");

            Assert.Equal(1, busy);
            Assert.Contains("in use", inUse, StringComparison.Ordinal);
        }

        var (code, _, error) = await Shell.RunAsync("journal", "skip", _data, "--sequence", "3", "--reason", "x");
        var (without, _, _) = await Shell.RunAsync("journal", "skip", _data, "--sequence", "3");

        Assert.Equal((Shell.Success, Usage), (code, without));
        Assert.Equal("plimsoll: nothing was left out: every record applies, and none stops a start.", error.Trim());
        Assert.DoesNotContain(Directory.GetFiles(Folder), file => file.Contains("skipped", StringComparison.Ordinal));
    }

    private static HostOptions Options { get; } =
        new()
        {
            Venue = new() { Numeraire = Scenario.Usd },
            Version = "1.0.0",
            Heartbeat = TimeSpan.Zero,
            SnapshotEvery = 0,
        };

    private async Task<long> HaltAsync()
    {
        using var journal = FileStorage.Take(Folder);
        using var events = FileStorage.Take(Path.Combine(_data, "events"));
        using var host = VenueHost.Open(journal, events, Options, new Touchy());
        var before = (await host.SubmitAsync(HostEntry.Of(new AdvanceTime(default)))).Sequence;
        await host.SubmitAsync(HostEntry.OfNote(new byte[] { 1 }));
        return before + 1;
    }

    /// <summary>Has a bug that every note brings out.</summary>
    private sealed class Touchy : ICompanion
    {
        public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note) =>
            throw new NotSupportedException("a bug");

        public ReadOnlyMemory<byte> Snapshot() => default;

        public void Restore(ReadOnlySpan<byte> snapshot) { }

        public ICompanion CreateEmpty() => new Touchy();
    }
}
