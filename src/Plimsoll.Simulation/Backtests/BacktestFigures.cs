using Plimsoll.Margin.ValueAtRisk.Backtests;
using Plimsoll.Margin.ValueAtRisk.Procyclicality;

namespace Plimsoll.Simulation.Backtests;

/// <summary>Margin against realised loss over a span, in figures. Margins and losses are shares of notional.</summary>
/// <param name="Periods">How many periods were tested.</param>
/// <param name="Exceptions">In how many the loss exceeded the margin.</param>
/// <param name="Expected">How many the level lets.</param>
/// <param name="KupiecPValue">The probability of a number as far from that, if the model is right.</param>
/// <param name="IndependencePValue">The probability of exceptions that follow each other so much, if they are independent.</param>
/// <param name="JointPValue">Of both together.</param>
/// <param name="ExceptionsWorst">The most exceptions within 250 periods in a row, or within all if there are fewer.</param>
/// <param name="WorstZone">The zone of that.</param>
/// <param name="ShareRed">The share of periods whose last 250 were red; zero with fewer.</param>
/// <param name="MeanMargin">The mean margin.</param>
/// <param name="WorstMultiple">The largest loss divided by the margin that stood against it.</param>
/// <param name="WorstExcess">The largest loss beyond margin; zero if there was none.</param>
/// <param name="PeakToTrough">The largest margin divided by the smallest.</param>
/// <param name="LargestRise">The largest rise of margin in five periods, as a share.</param>
/// <param name="Verdict">What follows, at 95 % confidence.</param>
public sealed record BacktestFigures(
    int Periods,
    int Exceptions,
    double Expected,
    double KupiecPValue,
    double IndependencePValue,
    double JointPValue,
    int ExceptionsWorst,
    TrafficLightZone WorstZone,
    double ShareRed,
    double MeanMargin,
    double WorstMultiple,
    double WorstExcess,
    double PeakToTrough,
    double LargestRise,
    BacktestVerdict Verdict
)
{
    private const int RiseDays = 5;

    /// <summary>The share of periods whose loss the margin covered.</summary>
    public double Coverage => 1 - ((double)Exceptions / Periods);

    /// <summary>Computes them.</summary>
    /// <param name="margins">The margin of each period, not negative.</param>
    /// <param name="losses">The loss of each.</param>
    /// <param name="level">The level that the margins promise.</param>
    public static BacktestFigures Of(double[] margins, double[] losses, double level)
    {
        ArgumentNullException.ThrowIfNull(margins);
        ArgumentNullException.ThrowIfNull(losses);
        var hits = losses.Select((loss, i) => loss > margins[i]).ToArray();
        var (exceptions, share) = (hits.Count(hit => hit), 1 - level);
        var coverage = KupiecTest.LikelihoodRatio(hits.Length, exceptions, share);
        var independence = ChristoffersenTest.Independence(ExceptionTransitions.Of(hits));
        var (most, span, red) = Lights(hits, share);
        var (kupiec, ordered) = (KupiecTest.PValue(coverage), ChristoffersenTest.IndependencePValue(independence));
        return new(
            hits.Length,
            exceptions,
            hits.Length * share,
            kupiec,
            ordered,
            new ConditionalCoverage(coverage, independence).PValue,
            most,
            BaselTrafficLight.Zone(most, span, share),
            red,
            margins.Average(),
            losses.Select((loss, i) => margins[i] > 0 ? loss / margins[i] : 0).Max(),
            Math.Max(0, losses.Select((loss, i) => loss - margins[i]).Max()),
            MarginSwings.PeakToTrough(margins),
            MarginSwings.LargestRise(margins, RiseDays),
            Judge(kupiec, ordered, exceptions > hits.Length * share)
        );
    }

    /// <summary>The number of exceptions within the last 250 periods, up to each.</summary>
    internal static int[] Rolling(IReadOnlyList<bool> hits)
    {
        var (counts, count) = (new int[hits.Count], 0);
        for (var i = 0; i < hits.Count; i++)
        {
            count += hits[i] ? 1 : 0;
            count -= i >= BaselTrafficLight.TableObservations && hits[i - BaselTrafficLight.TableObservations] ? 1 : 0;
            counts[i] = count;
        }

        return counts;
    }

    private static (int Most, int Span, double ShareRed) Lights(bool[] hits, double share)
    {
        const int Span = BaselTrafficLight.TableObservations;
        var counts = Rolling(hits);
        if (hits.Length < Span)
        {
            return (counts.Length == 0 ? 0 : counts[^1], hits.Length, 0);
        }

        var whole = counts[(Span - 1)..];
        var redFrom = Enumerable.Range(0, Span + 1).First(count => BaselTrafficLight.Zone(count, Span, share) == TrafficLightZone.Red);
        return (whole.Max(), Span, (double)whole.Count(count => count >= redFrom) / whole.Length);
    }

    private static BacktestVerdict Judge(double kupiec, double independence, bool isTooMany)
    {
        const double Least = 1 - BacktestSettings.TestConfidence;
        return kupiec < Least ? (isTooMany ? BacktestVerdict.TooLow : BacktestVerdict.TooHigh)
            : independence < Least ? BacktestVerdict.Clusters
            : BacktestVerdict.Holds;
    }
}
