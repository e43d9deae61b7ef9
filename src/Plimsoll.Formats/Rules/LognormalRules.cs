using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using Plimsoll.Margin.Lognormal;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin and price bounds of a lognormal price.</summary>
internal static class LognormalRules
{
    private const string Source = "vegaprotocol/specs 0018-RSKM";

    private static readonly NumberShape Inside = new()
    {
        Min = 0,
        IsMinExcluded = true,
        Max = 0.9999999999999m,
    };

    private static readonly RecordField Drift = Required("drift", NumberShape.Between(-100, 100), "drift, per year");

    private static readonly RecordField Volatility = Required("volatility", NumberShape.Between(0, 50), "volatility, per root of a year");

    private static readonly RecordField[] Tail =
    [
        Drift,
        Volatility,
        Required("risk_aversion", Inside, "share of outcomes that is the tail"),
        Required("horizon", NumberShape.NotNegative, "time to close out, years"),
    ];

    public static IEnumerable<RuleKind> Kinds => [RiskFactors, Levels, Bounds];

    private static RuleKind RiskFactors { get; } =
        new(
            "lognormal_risk_factors",
            "Expected shortfall of a lognormal price, for longs and for shorts, as shares of notional.",
            Source,
            new(Tail),
            new(),
            (parameters, _) =>
            {
                var (ofLong, ofShort) = FactorsOf(parameters);
                return new Answer().With("long", ofLong).With("short", ofShort);
            }
        );

    private static RuleKind Levels { get; } =
        new(
            "lognormal_four_level_margin",
            "Four-level margin whose risk factors are those of a lognormal price.",
            Source + " and 0019-MCAL",
            new([
                .. Tail,
                Required("slippage_factor", NumberShape.NotNegative, "share of notional that closing a position costs"),
                LeveledMarginFields.Decimals,
                .. LeveledMarginFields.LevelFactors,
            ]),
            new(LeveledMarginFields.Holding),
            (parameters, facts) =>
            {
                var (ofLong, ofShort) = FactorsOf(parameters);
                var maintenance = SlippageAndRiskFactorMargin.Maintenance(
                    LeveledMarginFields.HoldingOf(facts, parameters),
                    facts.Number("mark"),
                    new(parameters.Number("slippage_factor"), ofLong, ofShort),
                    facts.Number("funding_per_contract", 0),
                    LeveledMarginFields.AuctionOf(facts)
                );
                return LeveledMarginFields.Answer(maintenance, parameters);
            }
        );

    private static RuleKind Bounds { get; } =
        new(
            "lognormal_price_bounds",
            "The whole prices between which a lognormal price stays with a probability over a horizon.",
            "vegaprotocol/specs 0032-PRIM",
            new(
                Drift,
                Volatility,
                Required("probability", Inside, "of staying within"),
                Required("horizon", NumberShape.NotNegative, "seconds; a year has 365.25 days")
            ),
            new(Required("reference", NumberShape.Whole(1, 1L << 53), "whole price from which it is measured")),
            (parameters, facts) =>
            {
                var (min, max) = LognormalDecimals.Bounds(
                    facts.Whole("reference"),
                    parameters.Number("horizon"),
                    parameters.Number("probability"),
                    parameters.Number("drift"),
                    parameters.Number("volatility")
                );
                return new Answer().With("min", min).With("max", max);
            }
        );

    private static (decimal OfLong, decimal OfShort) FactorsOf(Fields parameters) =>
        LognormalDecimals.RiskFactors(
            parameters.Number("drift"),
            parameters.Number("volatility"),
            parameters.Number("risk_aversion"),
            parameters.Number("horizon")
        );
}
