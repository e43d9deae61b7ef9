using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Margin;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Journal.Snapshots;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary><c>verify</c>: every record, the chain, each entry, all snapshots.</summary>
internal sealed class JournalVerification
{
    /// <summary>How many places of damage are told one by one.</summary>
    private const int MostPlaces = 20;

    private readonly EntryDecoder _decoder = new();
    private readonly List<string> _problems = [];
    private readonly List<string> _versions = [];
    private readonly Dictionary<long, string> _chains = [];
    private readonly IReadOnlyList<(long Sequence, JournalSnapshot? Snapshot, string? Problem)> _snapshots;
    private readonly JournalFolder _folder;
    private readonly IReadOnlyList<SkippedRecord> _skips;
    private readonly (long Sequence, Timestamp At)? _told;
    private readonly EventsCheck _events;
    private (long Sequence, long Time) _first;
    private (long Sequence, long Time) _last;
    private long _records;
    private long _bytes;
    private int _unfinished;
    private IReadOnlyList<JournalDamage> _damages = [];
    private int _untold;
    private bool _isStartable;
    private long _end;

    private JournalVerification(JournalFolder folder)
    {
        (_folder, _snapshots, _skips) = (folder, folder.ReadSnapshots(), JournalSkip.List(folder.Storage));
        // Before the journal is read: whoever writes it goes on meanwhile, and events follow it.
        _told = folder.Events is { } events ? JournalEnd.Told(events) : null;
        _events = new(folder, NewestSnapshot);
    }

    public static int Run(JournalFolder folder, bool isJson, JournalStreams streams)
    {
        var found = new JournalVerification(folder);
        found.ReadAll(isJson, streams);
        found.CheckSnapshots();
        if (isJson)
            JsonOutput.Write(streams.Output, found.ToJson());
        else
            found.Print(streams.Output);

        found.Tell(streams);
        return found.Problems.Any() ? ExitCode.BadData : ExitCode.Success;
    }

    private long NewestSnapshot => _snapshots.LastOrDefault(each => each.Snapshot is not null).Sequence;

    private IEnumerable<string> Problems => _problems.Concat(_events.Problems);

    private void Tell(JournalStreams streams)
    {
        foreach (var problem in Problems)
        {
            streams.Tell(problem);
        }

        if (_problems.Count > 0)
            streams.Tell(Advice());
        else if (_events.Problems.Count > 0)
            streams.Tell(_events.Advice(Bases()));
    }

    /// <summary>From where the journal, which is whole, can make again what comes later.</summary>
    private List<long> Bases()
    {
        var bases = _snapshots.Where(each => each.Snapshot is not null && each.Sequence >= _folder.First - 1).Select(each => each.Sequence);
        return _folder.First == 1 ? [0, .. bases] : [.. bases];
    }

    private void ReadAll(bool isQuiet, JournalStreams streams)
    {
        try
        {
            var summary = _folder.Read(
                _folder.First,
                long.MaxValue,
                record =>
                {
                    Take(record);
                    streams.Report("verify", _records, isQuiet);
                }
            );
            _unfinished = summary.UnfinishedBytes;
            _end = summary.LastSequence;
            if (JournalEnd.LostToEvents(_folder.Storage.Place, _folder.EventsPlace, _told?.Sequence ?? 0, summary) is { } lost)
                _problems.Add(lost.Message);
        }
        catch (JournalCorruptedException damage)
        {
            FindAll(damage);
        }
    }

    /// <summary>All that is damaged, and whether a start needs any of it.</summary>
    private void FindAll(JournalCorruptedException first)
    {
        _damages = _folder.Survey();
        string[] found = [first.Finding, .. _damages.Select(each => each.Cause.Finding).Where(each => each != first.Finding)];
        _problems.AddRange(found.Take(MostPlaces));
        _untold = Math.Max(0, found.Length - MostPlaces);
        if (_untold > 0)
            _problems.Add($"{_untold} more segments are damaged.");

        _isStartable = IsStartable();
    }

    /// <summary>Whether a start finds all that it reads: from the newest whole snapshot's record on, as far as anybody was told.</summary>
    private bool IsStartable()
    {
        if (_snapshots.LastOrDefault(each => each.Snapshot is not null).Snapshot is not { } snapshot)
            return false;

        try
        {
            var isProved = false;
            var read = _folder.Read(
                snapshot.Sequence,
                long.MaxValue,
                record => isProved |= record.Sequence == snapshot.Sequence && record.Chain.SequenceEqual(snapshot.Chain.Span)
            );
            return isProved && read.LastSequence >= (_told?.Sequence ?? 0);
        }
        catch (Exception cause) when (cause is JournalCorruptedException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private void Take(scoped JournalRecord record)
    {
        _records++;
        _bytes += record.Payload.Length;
        _last = (record.Sequence, record.Time);
        _first = _first.Sequence == 0 ? _last : _first;
        var sequence = record.Sequence;
        if (_snapshots.Any(each => each.Sequence == sequence))
            _chains[sequence] = Convert.ToHexString(record.Chain);

        try
        {
            if (RecordView.Of(record, _decoder).Version is { } version && (_versions.Count == 0 || _versions[^1] != version))
                _versions.Add(version);
        }
        catch (EntryFormatException cause)
        {
            _problems.Add($"record {record.Sequence} is whole, but holds no entry: {cause.Message}");
        }
    }

    private void CheckSnapshots()
    {
        foreach (var (sequence, snapshot, problem) in _snapshots)
        {
            if (snapshot is null)
                _problems.Add($"{problem}; an older one and the journal take its place.");
            else if (_chains.TryGetValue(sequence, out var chain) && chain != Convert.ToHexString(snapshot.Chain.Span))
                _problems.Add($"the snapshot of record {sequence} is whole, but of another journal.");
            else if (sequence > _end && _problems.Count == 0)
                _problems.Add($"the snapshot of record {sequence} is later than the journal's last record {_end}: its end is missing.");
        }
    }

    /// <summary>What a person can do now.</summary>
    private string Advice()
    {
        if (_isStartable)
            return $"The newest whole snapshot is of record {NewestSnapshot}, and a start works: it needs nothing of what is damaged. {OldDamage.Words(_damages)} Nothing was changed.";

        var place = _folder.Storage.Place;
        var look = JournalAdvice.Before(_last.Sequence, Math.Max(1, _first.Sequence));
        return $"records up to {_last.Sequence} are whole ({JournalAdvice.Inspect(place, look)}). "
            + (NewestSnapshot > 0 ? $"The newest whole snapshot is of record {NewestSnapshot}. " : "There is no whole snapshot. ")
            + $"Put a copy of what is damaged or missing in its place; without one, with the server stopped, see what can be kept: {JournalAdvice.Restore(place)}. "
            + "Nothing was changed.";
    }

    private void Print(TextWriter output)
    {
        var table = new FigureTable($"Journal in {_folder.Storage.Place}", "what:", "found:");
        foreach (var (name, value) in Rows())
        {
            table.Row(name, value);
        }

        Tables.Write(output, table);
    }

    private IEnumerable<(string Name, string Value)> Rows()
    {
        yield return (
            "state",
            Problems.Count() + Math.Max(0, _untold - 1) is > 0 and var count ? $"{count} problem{(count == 1 ? "" : "s")}" : "whole"
        );
        yield return ("segments", Number(_folder.Segments.Count()));
        yield return ("records", Number(_records));
        yield return ("bytes of entries", Number(_bytes));
        if (_records > 0)
        {
            yield return ("first record", $"{_first.Sequence}, {FieldTree.Of(new Timestamp(_first.Time))}");
            yield return ("last record", $"{_last.Sequence}, {FieldTree.Of(new Timestamp(_last.Time))}");
        }

        yield return (
            "events reach",
            _told is { } told ? $"record {told.Sequence}, {FieldTree.Of(told.At)}" : $"nothing: none in {_folder.EventsPlace}"
        );
        yield return ("files of events", _events.Row());
        yield return (
            "unfinished tail",
            _unfinished == 0 ? "none" : $"{Number(_unfinished)} bytes: being written, or left by a crash and cut by the next start"
        );
        foreach (var (sequence, snapshot, _) in _snapshots)
        {
            yield return (
                $"snapshot of record {sequence}",
                snapshot is null ? "damaged" : $"whole, {Number(snapshot.Content.Length)} bytes"
            );
        }

        foreach (var skip in _skips)
        {
            yield return ($"record {skip.Sequence}", $"left out since {FieldTree.Of(skip.At)}: {skip.Reason}");
        }

        yield return ("versions that wrote it", _versions.Count == 0 ? "none named" : string.Join(", ", _versions));
    }

    private JsonObject ToJson() =>
        new()
        {
            ["place"] = _folder.Storage.Place,
            ["whole"] = !Problems.Any(),
            ["segments"] = _folder.Segments.Count(),
            ["records"] = _records,
            ["entry_bytes"] = _bytes,
            ["first"] = Ends(_first),
            ["last"] = Ends(_last),
            ["events"] = _told is { } told ? Ends((told.Sequence, told.At.Nanoseconds)) : null,
            ["event_files"] = _events.ToJson(),
            ["unfinished_bytes"] = _unfinished,
            ["snapshots"] = new JsonArray([.. _snapshots.Select(Json)]),
            ["left_out"] = new JsonArray([.. _skips.Select(Json)]),
            ["versions"] = JsonOutput.List(_versions),
            ["problems"] = JsonOutput.List([.. Problems]),
        };

    private static JsonNode Json((long Sequence, JournalSnapshot? Snapshot, string? Problem) each) =>
        new JsonObject
        {
            ["sequence"] = each.Sequence,
            ["whole"] = each.Snapshot is not null,
            ["bytes"] = each.Snapshot?.Content.Length,
            ["problem"] = each.Problem,
        };

    private static JsonNode Json(SkippedRecord skip) =>
        new JsonObject
        {
            ["sequence"] = skip.Sequence,
            ["since"] = FieldTree.Of(skip.At),
            ["reason"] = skip.Reason,
        };

    private static JsonObject? Ends((long Sequence, long Time) record) =>
        record.Sequence == 0 ? null : new() { ["sequence"] = record.Sequence, ["time"] = FieldTree.Of(new Timestamp(record.Time)) };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
