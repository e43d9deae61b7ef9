using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk.Backtests;

/// <summary>The supervisors' zones: green, yellow and red by the probability of so few exceptions.</summary>
/// <remarks>
/// <para>F = P(at most x of T) for a right model. Green while F is below 95 %, red from 99.99 %, yellow between. With T = 250 and p = 1 % that is 0–4, 5–9, 10 and more.</para>
/// <para>Multipliers are those of the Committee's table for that sample: 3.00, then 3.40, 3.50, 3.65, 3.75, 3.85, then 4.00. It has none for other samples; there the yellow zone
/// follows the reasoning behind the table, 3 z(1 − p) ÷ z(1 − x/T) kept within 3 and 4, which is the product's own reading.</para>
/// <para>Source: Basel Committee, Supervisory framework for the use of backtesting (January 1996). docs/spec/0018-value-at-risk.md (VARR-043). Pure.</para>
/// </remarks>
public static class BaselTrafficLight
{
    /// <summary>The largest sample: the sum has a term for each exception.</summary>
    public const int ObservationsMax = 10_000_000;

    /// <summary>The table's sample.</summary>
    public const int TableObservations = 250;

    /// <summary>The table's share of exceptions.</summary>
    public const double TableProbability = 0.01;

    private const double YellowFrom = 0.95;
    private const double RedFrom = 0.9999;
    private static readonly decimal[] YellowMultipliers = [3.40m, 3.50m, 3.65m, 3.75m, 3.85m];

    /// <summary>The zone of a number of exceptions.</summary>
    /// <param name="exceptions">x, 0 to T.</param>
    /// <param name="observations">T, 1 to <see cref="ObservationsMax"/>.</param>
    /// <param name="probability">p, above 0 and below 1.</param>
    public static TrafficLightZone Zone(int exceptions, int observations = TableObservations, double probability = TableProbability)
    {
        var cumulative = CumulativeProbability(exceptions, observations, probability);
        return cumulative < YellowFrom ? TrafficLightZone.Green
            : cumulative < RedFrom ? TrafficLightZone.Yellow
            : TrafficLightZone.Red;
    }

    /// <summary>The factor on value at risk that goes with the zone, 3 to 4.</summary>
    /// <param name="exceptions">x, 0 to T.</param>
    /// <param name="observations">T, 1 to <see cref="ObservationsMax"/>.</param>
    /// <param name="probability">p, above 0 and below 1.</param>
    public static decimal Multiplier(int exceptions, int observations = TableObservations, double probability = TableProbability)
    {
        var zone = Zone(exceptions, observations, probability);
        if (zone != TrafficLightZone.Yellow)
            return zone == TrafficLightZone.Green ? 3.00m : 4.00m;

        if (observations == TableObservations && probability == TableProbability)
            return YellowMultipliers[exceptions - 5];

        var needed = NormalDistribution.InverseCumulative(1 - probability);
        var reached = NormalDistribution.InverseCumulative(1 - ((double)exceptions / observations));
        var factor = reached > 0 ? Math.Clamp(3 * needed / reached, 3, 4) : 4;
        return RealRounding.ToUnits(factor, 100, Values.Rounding.Ceiling) / 100m;
    }

    /// <summary>P(X ≤ x) of a binomial: terms by recurrence in logarithms, so that no sample is too large for a first term.</summary>
    /// <param name="exceptions">x, 0 to T.</param>
    /// <param name="observations">T, 1 to <see cref="ObservationsMax"/>.</param>
    /// <param name="probability">p, above 0 and below 1.</param>
    public static double CumulativeProbability(int exceptions, int observations, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(observations, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(observations, ObservationsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(exceptions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exceptions, observations);
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability above 0 and below 1.");

        if (exceptions == observations)
            return 1;

        var odds = DeterministicMath.Log(probability) - DeterministicMath.Log(1 - probability);
        var logTerm = observations * DeterministicMath.Log(1 - probability);
        var sum = DeterministicMath.Exp(logTerm);
        for (var k = 1; k <= exceptions; k++)
        {
            logTerm += DeterministicMath.Log((observations - k + 1.0) / k) + odds;
            sum += DeterministicMath.Exp(logTerm);
        }

        return Math.Min(1, sum);
    }
}
