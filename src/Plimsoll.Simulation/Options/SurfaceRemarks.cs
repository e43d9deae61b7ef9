using System.Globalization;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Surfaces;

namespace Plimsoll.Simulation.Options;

/// <summary>What a reader of a fitted surface has to be told beside its figures: rows left out, and forwards that nobody else confirms.</summary>
public static class SurfaceRemarks
{
    /// <summary>How many of the rows left out are named; of the others there is the number.</summary>
    public const int RowsNamed = 3;

    /// <summary>The remarks, as sentences.</summary>
    public static IReadOnlyList<string> Of(SurfaceSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var remarks = new List<string>();
        var rows = summary.Chain.Dropped;
        if (rows.Count > 0)
        {
            var named = rows.Take(RowsNamed).Select(row => string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {row.Reason}"));
            var others = rows.Count > RowsNamed ? $"; and {rows.Count - RowsNamed} more" : "";
            remarks.Add(
                PrintableText.Of(
                    $"{summary.Chain.Underlying}: {rows.Count} {(rows.Count == 1 ? "row" : "rows")} of the file left out: {string.Join("; ", named)}{others}."
                )
            );
        }

        remarks.AddRange(summary.Expiries.Where(expiry => expiry.IsForwardDoubtful).Select(expiry => Doubt(summary, expiry)));
        return remarks;
    }

    private static string Doubt(SurfaceSummary summary, ExpirySummary expiry)
    {
        var day = DateTimeOffset
            .FromUnixTimeMilliseconds(expiry.Fit.Expiry.Nanoseconds / 1_000_000)
            .ToString("d MMM yy", CultureInfo.InvariantCulture);
        List<string> against = [];
        if (Math.Abs(expiry.ForwardBasis) > ExpirySummary.ForwardTolerance)
            against.Add(Away(expiry.ForwardBasis, "the venue's"));

        if (Math.Abs(expiry.ForwardToNeighbours) > ExpirySummary.ForwardTolerance)
            against.Add(Away(expiry.ForwardToNeighbours, "what its neighbours say"));

        var source = expiry.Fit.Forward.Source == ForwardSource.Parity ? $" (parity over {expiry.Fit.Forward.Strikes} strikes)" : "";
        var forward = expiry.Fit.Forward.Forward.ToString("#,0.00", CultureInfo.InvariantCulture);
        return $"{summary.Chain.Underlying}: beware, the forward {forward} of {day}{source} is {string.Join(" and ", against)}.";
    }

    private static string Away(double share, string other) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(share) * 100:0.0} % {(share > 0 ? "above" : "below")} {other}");
}
