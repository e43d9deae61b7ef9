using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.ValueAtRisk.Backtests;
using Plimsoll.Numerics;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Whether a margin model held what its level promises.</summary>
internal static class BacktestRules
{
    private static readonly NumberShape Observations = NumberShape.Whole(1, KupiecTest.ObservationsMax);
    private static readonly NumberShape InnerShare = new()
    {
        Min = 0,
        Max = 0.9999999999m,
        IsMinExcluded = true,
    };

    public static IEnumerable<RuleKind> Kinds => [Kupiec, KupiecRegion, Christoffersen, TrafficLight];

    private static RecordField[] Promise =>
        [
            Optional("probability", NumberShape.Share, "share of exceptions that the model promises: 1% for a level of 99%"),
            Optional("level", NumberShape.Share, "level of the model instead: 99%"),
            Optional("confidence", InnerShare, "confidence of the test; 95% without it"),
            Optional(
                "critical",
                NumberShape.Positive,
                "a likelihood ratio from which on the model is rejected; that of the confidence without it"
            ),
        ];

    private static RuleKind Kupiec { get; } =
        new(
            "kupiec_test",
            "Whether losses exceeded the margin as often as its level promises: likelihood ratio of the proportion of failures.",
            "P. Kupiec, Techniques for verifying the accuracy of risk measurement models (1995)",
            new(Promise),
            new(
                Required("observations", Observations, "periods that were tested"),
                Required("exceptions", NumberShape.Count, "periods whose loss exceeded the margin")
            ),
            (parameters, facts) =>
            {
                var (observations, exceptions) = (facts.Whole("observations"), facts.Whole("exceptions"));
                RequireAtMost(exceptions, observations);
                var ratio = KupiecTest.LikelihoodRatio(observations, exceptions, ProbabilityOf(parameters));
                return Judged("lr_uc", ratio, KupiecTest.PValue(ratio), parameters, 1);
            }
        );

    private static RuleKind KupiecRegion { get; } =
        new(
            "kupiec_region",
            "The fewest and the most exceptions with which a model is not rejected.",
            "P. Kupiec, Techniques for verifying the accuracy of risk measurement models (1995)",
            new(Promise),
            new(Required("observations", Observations, "periods that are tested")),
            (parameters, facts) =>
            {
                var region = KupiecTest.Region(facts.Whole("observations"), ProbabilityOf(parameters), CriticalOf(parameters, 1));
                const string None = "every number of exceptions is rejected";
                return new Answer()
                    .With("least_exceptions", (decimal?)region?.Least, "", None)
                    .With("most_exceptions", (decimal?)region?.Most, "", None);
            }
        );

    private static RuleKind Christoffersen { get; } =
        new(
            "christoffersen_test",
            "Whether exceptions come alone or in clusters, and with the share that the level promises both together.",
            "P. Christoffersen, Evaluating interval forecasts (1998)",
            new(Promise),
            new(
                Required("quiet_to_quiet", NumberShape.Count, "n00: periods without an exception after one without"),
                Required("quiet_to_hit", NumberShape.Count, "n01: with one after one without"),
                Required("hit_to_quiet", NumberShape.Count, "n10: without one after one with"),
                Required("hit_to_hit", NumberShape.Count, "n11: with one after one with"),
                Optional("observations", Observations, "all periods, for the joint test; the transitions without it"),
                Optional("exceptions", NumberShape.Count, "all exceptions; those that follow another period without it")
            ),
            TestClusters
        );

    private static RuleKind TrafficLight { get; } =
        new(
            "traffic_light",
            "Green, yellow or red by the probability of so few exceptions, and the multiplier that goes with it.",
            "Basel Committee, Supervisory framework for the use of backtesting (January 1996); 250 days and 99% without parameters",
            new(
                Optional("probability", InnerShare, "share of exceptions that the model promises; 1% without it"),
                Optional("level", InnerShare, "level of the model instead: 99%")
            ),
            new(
                Required("exceptions", NumberShape.Count, "periods whose loss exceeded the margin"),
                Optional(
                    "observations",
                    NumberShape.Whole(1, BaselTrafficLight.ObservationsMax),
                    "periods that were tested; 250 without it"
                )
            ),
            (parameters, facts) =>
            {
                var observations = (int)facts.Whole("observations", BaselTrafficLight.TableObservations);
                RequireAtMost(facts.Whole("exceptions"), observations);
                var exceptions = (int)facts.Whole("exceptions");
                var probability = ProbabilityOf(parameters, (decimal)BaselTrafficLight.TableProbability);
                var zone = BaselTrafficLight.Zone(exceptions, observations, probability) switch
                {
                    TrafficLightZone.Green => "green",
                    TrafficLightZone.Yellow => "yellow",
                    _ => "red",
                };
                return new Answer()
                    .With("zone", zone)
                    .With("multiplier", BaselTrafficLight.Multiplier(exceptions, observations, probability))
                    .With("cumulative", (decimal)BaselTrafficLight.CumulativeProbability(exceptions, observations, probability));
            }
        );

    private static Answer TestClusters(Fields parameters, Fields facts)
    {
        var counts = new ExceptionTransitions(
            facts.Whole("quiet_to_quiet"),
            facts.Whole("quiet_to_hit"),
            facts.Whole("hit_to_quiet"),
            facts.Whole("hit_to_hit")
        );
        long[] all = [counts.QuietToQuiet, counts.QuietToHit, counts.HitToQuiet, counts.HitToHit];
        foreach (var count in all)
        {
            RequireAtMost(count, KupiecTest.ObservationsMax, "quiet_to_quiet");
        }

        var ratio = ChristoffersenTest.Independence(counts);
        var answer = Judged("lr_ind", ratio, ChristoffersenTest.IndependencePValue(ratio), parameters, 1);
        if (!parameters.Has("probability") && !parameters.Has("level"))
        {
            return answer;
        }

        var observations = facts.Whole("observations", all.Sum());
        var exceptions = facts.Whole("exceptions", counts.QuietToHit + counts.HitToHit);
        if (observations == 0)
        {
            throw new RuleException("observations", "expected at least one period for the joint test; found none.");
        }

        RequireAtMost(exceptions, observations);
        var coverage = KupiecTest.LikelihoodRatio(observations, exceptions, ProbabilityOf(parameters));
        var joint = new ConditionalCoverage(coverage, ratio);
        return WithNumber(WithNumber(answer, "lr_uc", coverage), "lr_cc", joint.LikelihoodRatio)
            .With("p_value_cc", (decimal)joint.PValue)
            .With("rejected_cc", joint.LikelihoodRatio >= CriticalOf(parameters, 2, isStated: false));
    }

    private static Answer Judged(string name, double ratio, double probability, Fields parameters, int degrees) =>
        WithNumber(new Answer(), name, ratio)
            .With("p_value", (decimal)probability)
            .With("rejected", ratio >= CriticalOf(parameters, degrees));

    private static Answer WithNumber(Answer answer, string name, double ratio) =>
        answer.With(name, double.IsFinite(ratio) ? (decimal)ratio : null, "", "unbounded: what happened could not have under this level");

    private static double ProbabilityOf(Fields parameters, decimal? otherwise = null) =>
        (parameters.NumberOrNull("probability"), parameters.NumberOrNull("level")) switch
        {
            ({ } probability, null) => (double)probability,
            (null, { } level) => (double)(1 - level),
            (null, null) when otherwise is { } usual => (double)usual,
            _ => throw new RuleException("probability", "the model must state either probability or level."),
        };

    private static double CriticalOf(Fields parameters, int degrees, bool isStated = true) =>
        isStated && parameters.NumberOrNull("critical") is { } critical
            ? (double)critical
            : ChiSquaredDistribution.CriticalValue((double)(1 - parameters.Number("confidence", 0.95m)), degrees);

    private static void RequireAtMost(long exceptions, long observations, string field = "exceptions")
    {
        if (exceptions > observations)
        {
            throw new RuleException(field, $"expected at most {observations}; found {exceptions}.");
        }
    }
}
