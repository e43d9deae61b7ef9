using System.Globalization;
using CsvHelper;

namespace Plimsoll.Simulation.Books;

/// <summary>How much rests within a distance of the mid on one side of a real book, as a share of the market's open interest.</summary>
/// <remarks>
/// Measured on Binance's coin-margined BTCUSD and ETHUSD perpetuals, 8 August 2024, whose open interest of the day is known
/// (data/books/depth_profile.csv, derived from the snapshots beside it). The snapshots reach three basis points; farther out the depth goes
/// on with the slope of the last basis point: an assumption. docs/spec/0011-replay.md (REPL-012).
/// </remarks>
public sealed class DepthProfile
{
    private const string Resource = "Plimsoll.Simulation.depth_profile.csv";
    private const double SlopeSpanBp = 1;
    private readonly double[] _distances;
    private readonly double[] _shares;
    private readonly double _slope;

    internal DepthProfile(IReadOnlyList<(double DistanceBp, double Share)> points)
    {
        _distances = [.. points.Select(point => point.DistanceBp)];
        _shares = [.. points.Select(point => point.Share)];
        var last = _distances[^1];
        _slope = (_shares[^1] - ShareAt(last - SlopeSpanBp)) / SlopeSpanBp;
    }

    /// <summary>BTC's book.</summary>
    public static DepthProfile Bitcoin { get; } = Load("BTC");

    /// <summary>ETH's book, also used for every smaller coin.</summary>
    public static DepthProfile Ether { get; } = Load("ETH");

    /// <summary>The profile for a coin.</summary>
    public static DepthProfile For(string coin) => coin == "BTC" ? Bitcoin : Ether;

    /// <summary>Depth within <paramref name="distanceBp"/> basis points of the mid, one side, as a share of open interest.</summary>
    public double Within(double distanceBp) =>
        distanceBp > _distances[^1] ? _shares[^1] + ((distanceBp - _distances[^1]) * _slope) : ShareAt(distanceBp);

    private double ShareAt(double distance)
    {
        var (left, below) = (0.0, 0.0);
        for (var i = 0; i < _distances.Length; i++)
        {
            if (distance <= _distances[i])
            {
                return below + ((_shares[i] - below) * (distance - left) / (_distances[i] - left));
            }

            (left, below) = (_distances[i], _shares[i]);
        }

        return below;
    }

    private static DepthProfile Load(string coin)
    {
        using var table = typeof(DepthProfile).Assembly.GetManifestResourceStream(Resource)!;
        using var csv = CsvReader.Create(table, CsvReaderOptions.Default with { Separator = ',' }, leaveOpen: true);
        var points = new List<(double, double)>();
        while (csv.Read())
        {
            if (csv.GetString("coin") == coin)
            {
                points.Add((Number(csv, "distance_bp"), Number(csv, "depth_usd") / Number(csv, "open_interest_usd")));
            }
        }

        return new(points);
    }

    private static double Number(CsvReader csv, string column) => double.Parse(csv.GetString(column), CultureInfo.InvariantCulture);
}
