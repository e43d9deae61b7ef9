using System.Text.Json.Nodes;
using Plimsoll.Cli.Margin;
using Plimsoll.Cli.Replay;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;

namespace Plimsoll.Cli.Journal;

/// <summary>Records one after the other: <c>inspect</c> and <c>export</c>.</summary>
internal static class JournalListing
{
    public static int Inspect(JournalFolder folder, long? from, long count, string? kind, bool isJson, bool isRaw, JournalStreams streams)
    {
        if (kind is not null && RecordView.Problem(kind) is { } problem)
            throw new JournalOptionException(problem);

        var shown = new JsonArray();
        long found = 0;
        try
        {
            foreach (var view in Records(folder, from, long.MaxValue, isRaw, streams, kind is null ? count : null))
            {
                if (kind is not null && !view.Is(kind))
                    continue;

                if (isJson)
                    shown.Add(view.ToJson());
                else
                    streams.Output.WriteLine(view.ToText());

                if (++found == count)
                    break;
            }
        }
        catch (JournalCorruptedException) when (isJson)
        {
            JsonOutput.Write(streams.Output, shown);
            throw;
        }

        if (kind is null && found == count)
            TellRest(folder, from ?? folder.First, count, streams);

        if (isJson)
            JsonOutput.Write(streams.Output, shown);
        else if (found == 0)
            streams.Tell(kind is null ? "no records there" : $"no records of kind {kind} there");

        return ExitCode.Success;
    }

    /// <summary>Says that there is more than was shown. Of a damaged journal nobody knows how much.</summary>
    private static void TellRest(JournalFolder folder, long first, long count, JournalStreams streams)
    {
        var last = LastOf(folder);
        if (last - first < count)
            return;

        var shown = last == long.MaxValue ? $"{count} records" : $"{count} of {last - first + 1} records";
        streams.Tell($"{shown}; --count M shows more, --from N others, --kind KIND those of a kind");
    }

    public static int Export(JournalFolder folder, bool isCsv, long? from, long? to, string? path, bool isRaw, JournalStreams streams)
    {
        if (from > to)
            throw new JournalOptionException($"--to: expected {from} or more, since --from is; found {to}.");

        using var file = OutputFile.Open("--output", path);
        var writer = file?.Writer ?? streams.Output;
        if (isCsv)
            writer.WriteLine(RecordView.CsvHead);

        foreach (var view in Records(folder, from, to ?? long.MaxValue, isRaw, streams, null))
        {
            writer.WriteLine(isCsv ? view.ToCsv() : view.ToJsonLine());
        }

        file?.Finish();
        return ExitCode.Success;
    }

    /// <summary>Reads some thousands at a time, so that a long journal needs no memory and a short look no patience.</summary>
    private static IEnumerable<RecordView> Records(
        JournalFolder folder,
        long? from,
        long to,
        bool isRaw,
        JournalStreams streams,
        long? count
    )
    {
        const int AtOnce = 65_536;
        var (first, last) = (folder.First, LastOf(folder));
        if (from < first)
            throw new JournalOptionException($"--from: expected {first} or more: earlier records are not kept; found {from}.");

        if (from > last)
            throw new JournalOptionException($"--from: expected at most {last}, the last record; found {from}.");

        to = Math.Min(to, last);
        if (count is { } most)
            to = Math.Min(to, (from ?? first) + most - 1);

        var (decoder, skips) = (new EntryDecoder(), JournalSkip.List(folder.Storage));
        // Of a damaged journal as far as it is whole: whoever comes to the damage is told of it then, once.
        var known = isRaw ? to : LastWhole(folder, from ?? first, to);
        var names = isRaw ? null : JournalNames.Learn(folder, from ?? first, known, streams);
        for (var next = from ?? first; next <= to; next += AtOnce)
        {
            var (some, damage) = Read(folder, next, Math.Min(to, next + AtOnce - 1), record => Decode(record, decoder, skips, names));
            foreach (var view in some)
            {
                yield return view;
            }

            // What lies before the damage is what the user wants to see.
            if (damage is not null)
                throw damage;

            if (some.Count < AtOnce)
                yield break;

            streams.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static (List<RecordView> Records, Exception? Damage) Read(JournalFolder folder, long from, long to, Decoding decode)
    {
        var some = new List<RecordView>();
        try
        {
            folder.Read(from, to, record => some.Add(decode(record)));
            return (some, null);
        }
        catch (Exception damage) when (damage is JournalCorruptedException or EntryFormatException)
        {
            return (some, damage);
        }
    }

    private static long LastOf(JournalFolder folder)
    {
        try
        {
            return folder.FindLast();
        }
        catch (JournalCorruptedException)
        {
            return long.MaxValue; // Whoever reads that far is told.
        }
    }

    /// <summary>The last record before the damage; where there is none to show, the last that was asked for.</summary>
    private static long LastWhole(JournalFolder folder, long from, long to)
    {
        var whole = from - 1;
        try
        {
            folder.Read(from, to, record => whole = record.Sequence);
        }
        catch (JournalCorruptedException)
        {
            // Whoever reads that far is told.
        }

        return whole < from ? to : whole;
    }

    private delegate RecordView Decoding(scoped JournalRecord record);

    private static RecordView Decode(
        scoped JournalRecord record,
        EntryDecoder decoder,
        IReadOnlyList<SkippedRecord> skips,
        JournalNames? names
    )
    {
        try
        {
            return RecordView.Of(record, decoder, skips, names);
        }
        catch (EntryFormatException cause)
        {
            throw new EntryFormatException($"record {record.Sequence} holds no entry: {cause.Message}", cause);
        }
    }
}
