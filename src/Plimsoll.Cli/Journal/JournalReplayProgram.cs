using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Margin;
using Plimsoll.Engine;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary><c>replay</c>: the venue built anew, with what proves that it is the same.</summary>
internal static class JournalReplayProgram
{
    public static int Run(
        JournalFolder folder,
        long? to,
        bool usesSnapshots,
        bool isJson,
        JournalStreams streams,
        ICompanion? companion = null
    )
    {
        var (first, last) = (folder.First, folder.FindLast());
        if (to > last)
            throw new JournalOptionException($"--to: expected at most {last}, the last record; found {to}.");

        if (to < first)
            throw new JournalOptionException($"--to: expected {first} or more: earlier records are not kept; found {to}.");

        if (first > 1 && !usesSnapshots)
            throw new JournalOptionException($"--from-snapshot: expected, since records before {first} are not kept; found nothing.");

        if (last == 0)
            throw new IOException($"{folder.Storage.Place}: expected records; found none.");

        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (records, refused) = (0L, 0L);
        var started = Stopwatch.GetTimestamp();
        var (machine, snapshot, damaged) = JournalReplay.Build(
            folder.Storage,
            to ?? last,
            usesSnapshots,
            companion,
            observer: (_, entry, outcome) =>
            {
                var name = FieldTree.Name(entry.Command?.GetType().Name ?? entry.Kind.ToString());
                counts[name] = counts.GetValueOrDefault(name) + 1;
                refused += outcome.IsAccepted ? 0 : 1;
                streams.Report("replay", ++records, isJson);
            },
            cancellation: streams.Cancellation
        );
        var elapsed = Stopwatch.GetElapsedTime(started);
        foreach (var problem in damaged)
        {
            streams.Tell($"not used: {problem}");
        }

        var sums = Sums(machine.Engine);
        var isSound = sums.All(sum => sum.Total == 0);
        var json = new JsonObject
        {
            ["from_snapshot"] = snapshot,
            ["to"] = machine.Sequence,
            ["time"] = FieldTree.Of(machine.Now),
            ["records"] = records,
            ["refused"] = refused,
            ["seconds"] = Math.Round(elapsed.TotalSeconds, 3),
            ["records_per_second"] = (long)(records / Math.Max(elapsed.TotalSeconds, 1e-6)),
            ["event_hash"] = Convert.ToHexStringLower(machine.Engine.EventHash),
            ["state_hash"] = Convert.ToHexStringLower(machine.Engine.StateHash()),
            ["conserved"] = new JsonArray([.. sums.Select(Json)]),
            ["left_out"] = new JsonArray([
                .. JournalSkip
                    .List(folder.Storage)
                    .Where(skip => skip.Sequence <= machine.Sequence)
                    .Select(skip => (JsonNode)skip.Sequence),
            ]),
            ["counts"] = new JsonObject(counts.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))),
        };
        if (isJson)
            JsonOutput.Write(streams.Output, json);
        else
            Print(json, folder.Storage.Place, streams.Output);

        if (isSound)
            return ExitCode.Success;

        streams.Tell("the balances of an asset do not add up to nothing: money was made or lost.");
        return ExitCode.Unsound;
    }

    /// <summary>The balances of all accounts, the outside world among them, add up to nothing in each asset.</summary>
    private static List<(string Symbol, Int128 Total)> Sums(MarginEngine engine)
    {
        var sums = new List<(string, Int128)>();
        for (var asset = 0; asset < engine.AssetCount; asset++)
        {
            var id = new AssetId((byte)asset);
            Int128 total = 0;
            for (var account = 0; account < engine.AccountCount; account++)
            {
                total += engine.Balance(new(account), id).Units;
            }

            sums.Add((engine.View(id).Asset.Symbol, total));
        }

        return sums;
    }

    private static JsonNode Json((string Symbol, Int128 Total) sum) =>
        new JsonObject
        {
            ["asset"] = sum.Symbol,
            ["sum"] = sum.Total.ToString(CultureInfo.InvariantCulture),
            ["is_conserved"] = sum.Total == 0,
        };

    private static void Print(JsonObject json, string place, TextWriter output)
    {
        var table = new FigureTable($"Replay of {place}", "what:", "found:");
        foreach (var (name, value) in json)
        {
            var title = name.Replace('_', ' ');
            if (name == "left_out")
            {
                table.Row(
                    title,
                    value is JsonArray { Count: > 0 } records ? string.Join(", ", records.Select(each => each!.ToString())) : "none"
                );
            }
            else if (value is JsonArray sums)
            {
                foreach (var sum in sums.OfType<JsonObject>())
                {
                    table.Row($"conserved: {sum["asset"]}", (bool)sum["is_conserved"]! ? "yes" : $"no, {sum["sum"]} too much");
                }
            }
            else if (value is JsonObject counts)
            {
                foreach (var (kind, count) in counts)
                {
                    table.Row($"records: {kind.Replace('_', ' ')}", Text(count!));
                }
            }
            else
            {
                table.Row(title, name == "from_snapshot" && (long)value! == 0 ? "none" : Text(value!));
            }
        }

        Tables.Write(output, table);
    }

    private static string Text(JsonNode value) =>
        value.AsValue().TryGetValue<long>(out var number) ? number.ToString("N0", CultureInfo.InvariantCulture) : value.ToString();
}
