using CsvHelper;
using Plimsoll.Pricing;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Options;

/// <summary>A file of option chains, plain or gzip, checked row by row. A bad row is left out and named; a file with as many bad rows as good ones is another kind of file.</summary>
/// <remarks>
/// Columns, by name in any order: <c>ts_ms, venue, currency, option_type, strike, expiry_ms, bid, ask</c>, and if there <c>instrument, mark, mark_iv,
/// underlying_price, index_price</c>. An empty bid or ask is none. docs/spec/0016-surfaces.md (SURF-013).
/// </remarks>
public static class ChainFile
{
    private const long EarliestMs = 946_684_800_000; // 2000-01-01
    private const long LatestMs = 4_102_444_800_000; // 2100-01-01
    private const decimal LargestNumber = 1_000_000_000_000m;

    private static readonly string[] Needed = ["ts_ms", "venue", "currency", "option_type", "strike", "expiry_ms", "bid", "ask"];
    private static readonly string[] Columns = [.. Needed, "instrument", "mark", "mark_iv", "underlying_price", "index_price"];

    /// <summary>Reads all chains, by time, then underlying.</summary>
    /// <exception cref="MarketDataException">The file is not what it must be.</exception>
    public static IReadOnlyList<ChainSnapshot> Read(string path) =>
        CsvContent.Read(path, $"a header ({string.Join(',', Needed)}) and options", content => Rows(content, path));

    private static ChainSnapshot[] Rows(Stream content, string path)
    {
        var options = CsvReaderOptions.Default with { Separator = ',', TrackLineNumbers = true, TrimWhitespace = true, PoolStrings = true };
        using var csv = CsvReader.Create(content, options, leaveOpen: true);
        csv.ReadHeader();
        var columns = ColumnsOf(csv, path);
        var chains = new Dictionary<ChainKey, List<QuotedOption>>();
        var seen = new HashSet<(ChainKey, OptionType, double, long)>();
        var dropped = new List<(ChainKey? Chain, MarketDataException Fault)>();
        while (csv.Read())
        {
            ChainKey? key = null;
            try
            {
                Add(new(csv, columns, path), chains, seen, ref key);
            }
            catch (MarketDataException fault) when (fault.Line > 0)
            {
                dropped.Add((key, fault));
            }
        }

        if (dropped.Count > 0 && dropped.Count >= seen.Count)
            throw dropped[0].Fault;

        if (chains.Count == 0)
            throw new MarketDataException(MarketDataFault.NoBars, path, 0, "at least one option", "a header and nothing after it");

        return
        [
            .. chains
                .OrderBy(chain => chain.Key.AtMs)
                .ThenBy(chain => chain.Key.Underlying, StringComparer.Ordinal)
                .ThenBy(chain => chain.Key.Venue, StringComparer.Ordinal)
                .Select(chain => new ChainSnapshot(chain.Key.Venue, chain.Key.Underlying, chain.Key.AtMs, chain.Value)
                {
                    Dropped =
                    [
                        .. dropped
                            .Where(row => row.Chain is not { } of || of == chain.Key || !chains.ContainsKey(of))
                            .Select(row => new DroppedRow(row.Fault.Line, $"expected {row.Fault.Expected}; found {row.Fault.Found}")),
                    ],
                }),
        ];
    }

    /// <summary>Adds a row to its chain, which it names before anything else can be wrong with it.</summary>
    private static void Add(
        BarRow row,
        Dictionary<ChainKey, List<QuotedOption>> chains,
        HashSet<(ChainKey, OptionType, double, long)> seen,
        ref ChainKey? key
    )
    {
        var of = new ChainKey(Time(row, 0, "ts_ms"), row.Name(2, "currency").ToUpperInvariant(), row.Name(1, "venue").ToLowerInvariant());
        key = of;
        var option = Option(row);
        if (!seen.Add((of, option.Type, option.Strike, option.ExpiryMs)))
        {
            throw row.Fault(
                MarketDataFault.DuplicateOption,
                "each option once at one time",
                $"strike {option.Strike} of {BarFile.Time(option.ExpiryMs)} again; remove one of the two rows"
            );
        }

        if (!chains.TryGetValue(of, out var chain))
        {
            chains.Add(of, chain = []);
        }

        chain.Add(option);
    }

    private static int[] ColumnsOf(CsvReader csv, string path)
    {
        string[] header = [.. csv.Headers];
        var columns = new int[Columns.Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            columns[i] = Array.IndexOf(header, Columns[i]);
            if (columns[i] < 0 && i < Needed.Length)
            {
                throw new MarketDataException(
                    MarketDataFault.MissingColumn,
                    path,
                    1,
                    $"a column {Columns[i]}",
                    BarFile.Quoted(string.Join(',', header))
                );
            }
        }

        return columns;
    }

    private static QuotedOption Option(BarRow row)
    {
        var type = row.Text(3, "option_type") switch
        {
            "C" or "c" or "call" => OptionType.Call,
            "P" or "p" or "put" => OptionType.Put,
            var other => throw row.Fault(MarketDataFault.BadOptionType, "option_type C or P", BarFile.Quoted(other)),
        };
        return new(
            row.Optional(8),
            type,
            (double)row.Price(4, "strike", LargestNumber),
            Time(row, 5, "expiry_ms"),
            Number(row, 6, "bid"),
            Number(row, 7, "ask"),
            Number(row, 9, "mark"),
            Number(row, 10, "mark_iv"),
            Number(row, 11, "underlying_price"),
            Number(row, 12, "index_price")
        )
        {
            Line = row.Line,
        };
    }

    private static double Number(BarRow row, int column, string name) =>
        row.Optional(column).Length == 0 ? double.NaN : (double)row.NotNegative(column, name, LargestNumber);

    private static long Time(BarRow row, int column, string name) => row.Milliseconds(column, name, EarliestMs, LatestMs);

    private readonly record struct ChainKey(long AtMs, string Underlying, string Venue);
}
