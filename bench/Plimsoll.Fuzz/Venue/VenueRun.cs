using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Fuzz.Venue;

/// <summary>Many clients against one server after another: each server lives for so many cases, then its journal is audited and it has to start again over it.</summary>
internal sealed class VenueRun(string name, int cases, int seed, Func<FuzzVenue, Tally, int, IVenueClient> makeClient, TextWriter output)
{
    private const int Clients = 12;
    private const int CasesEach = 50_000;

    /// <summary>What a server may hold after so many cases, over what this process held before the first; after a full collection.</summary>
    private const long HeapMost = 256L << 20;

    private const long WorkingSetMost = 2L << 30;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly Tally _tally = new();
    private readonly Stopwatch _sending = new();
    private long _audited;
    private long _auditedRefused;
    private long _heapMost;
    private long _heapAfter;
    private long _workingSetMost;
    private IReadOnlyList<string> _operations = [];

    public async Task<int> RunAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var heapBefore = Heap();
        for (var round = 0; _tally.Cases < cases; round++)
        {
            if (await RoundAsync(round, heapBefore) is { } wrong)
            {
                await output.WriteLineAsync($"{name}, round {round}, after {_tally.Cases:N0} cases: {wrong}");
                return 1;
            }

            _heapAfter = Heap();
            if (_heapAfter - heapBefore > HeapMost)
                return await TellAsync($"{_heapAfter >> 20} MiB are held after the server of round {round} was closed");
        }

        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {_tally.Cases:N0} cases in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s ({_tally.Cases / _sending.Elapsed.TotalSeconds:N0} a second while sending), none answered wrongly"
            )
        );
        _tally.Write(output, _operations);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  records audited by state hash: {_audited:N0}, of which refused: {_auditedRefused:N0}\n  heap after a collection: {_heapMost >> 20} MiB at most with a server, {_heapAfter >> 20} MiB after the last; working set at most {_workingSetMost >> 20} MiB"
            )
        );
        return 0;
    }

    private async Task<string?> RoundAsync(int round, long heapBefore)
    {
        await using var venue = await FuzzVenue.StartAsync();
        _operations = [.. venue.Book.All.Select(each => each.Name)];
        var until = Math.Min(cases, _tally.Cases + CasesEach);
        using var stop = new CancellationTokenSource();
        _sending.Start();
        var clients = Enumerable
            .Range(0, Clients)
            .Select(number => Task.Run(() => ClientAsync(venue, unchecked((seed * 7_919) + (round * 104_729) + number), until, stop)))
            .ToList();
        var all = Task.WhenAll(clients);
        string? wrong = null;
        while (await Task.WhenAny(all, Task.Delay(Beat)) != all && wrong is null)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {_tally.Cases:N0} of {cases:N0}"));
            wrong = Memory(heapBefore);
            if (wrong is not null)
                await stop.CancelAsync();
        }

        wrong = (await all).FirstOrDefault(each => each is not null) ?? wrong ?? Memory(heapBefore);
        _sending.Stop();
        return wrong ?? Halted(venue) ?? Audit(venue) ?? await AgainAsync(venue);
    }

    private async Task<string?> ClientAsync(FuzzVenue venue, int seed, long until, CancellationTokenSource stop)
    {
        await using var client = makeClient(venue, _tally, seed);
        try
        {
            while (_tally.Cases < until && !stop.IsCancellationRequested)
            {
                if ((await client.RunAsync() ?? Halted(venue)) is not { } wrong)
                    continue;

                await stop.CancelAsync();
                return $"{wrong}\nthe group is in {Keep(client)}";
            }

            return null;
        }
        catch (Exception escaped)
        {
            await stop.CancelAsync();
            return $"{escaped}\nthe group is in {Keep(client)}";
        }
    }

    private string Keep(IVenueClient client)
    {
        var file = Path.GetFullPath($"fuzz-{name}-{_tally.Cases}.bin");
        File.WriteAllBytes(file, client.LastSent.Span);
        return file;
    }

    private static string? Halted(FuzzVenue venue) =>
        venue.Server.Host.Halted.IsCompleted ? $"the engine stopped: {venue.Server.Host.Halted.Exception}" : null;

    private string? Audit(FuzzVenue venue)
    {
        var (sequence, hash) = venue.Server.Host.Read(static machine => (machine.Sequence, machine.Engine.StateHash()));
        var audit = new RefusalAudit();
        var wrong = audit.Run(Path.Combine(venue.Folder, "journal"), sequence, hash);
        (_audited, _auditedRefused) = (_audited + audit.Accepted + audit.Refused, _auditedRefused + audit.Refused);
        return wrong;
    }

    private static async Task<string?> AgainAsync(FuzzVenue venue)
    {
        await venue.RestartAsync();
        return venue.Server.Recovery.IsNew ? "it began anew over its own journal" : null;
    }

    private string? Memory(long before)
    {
        using var process = Process.GetCurrentProcess();
        var (heap, set) = (Heap(), process.WorkingSet64);
        (_heapMost, _workingSetMost) = (Math.Max(_heapMost, heap), Math.Max(_workingSetMost, set));
        return heap - before > HeapMost ? $"{heap >> 20} MiB are held"
            : set > WorkingSetMost ? $"the working set is {set >> 20} MiB"
            : null;
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private async Task<int> TellAsync(string wrong)
    {
        await output.WriteLineAsync($"{name}: {wrong}");
        return 1;
    }
}
