using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Funding;
using Plimsoll.Margin;
using Plimsoll.Marking;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Rules of a market whose counterparty is a pool, where everything depends on the skew it is left with.</summary>
internal static class SkewRules
{
    private const string Source = "Synthetix v3, perps market";

    public static IEnumerable<RuleKind> Kinds => [Fill, Velocity, Margin];

    private static RecordField SkewScale { get; } = Required("skew_scale", NumberShape.NotNegative, "the market's depth, in base units");

    private static RecordField Skew { get; } = Optional("skew", NumberShape.Any, "longs less shorts, in base units");

    private static RuleKind Fill { get; } =
        new(
            "skew_fill_price",
            "A trade fills at the mean of the prices before and after it, each off the oracle price by the skew.",
            Source,
            new(SkewScale),
            new(
                Required("oracle_price", NumberShape.Positive, "oracle price"),
                Required("size", NumberShape.Any, "signed size of the trade"),
                Skew
            ),
            (parameters, facts) =>
                new Answer().With(
                    "fill_price",
                    SkewPrice.Fill(
                        facts.Number("oracle_price"),
                        facts.Number("size"),
                        facts.Number("skew", 0),
                        parameters.Number("skew_scale")
                    )
                )
        );

    private static RuleKind Velocity { get; } =
        new(
            "funding_velocity",
            "The funding rate drifts at a speed that the skew sets.",
            Source,
            new(SkewScale, Required("max_velocity", NumberShape.NotNegative, "largest drift, per day and day")),
            new(
                Required("previous_rate", NumberShape.Any, "rate at the last change of the skew, per day"),
                Optional("previous_velocity", NumberShape.Any, "drift since then; what the skew says if left out"),
                Required("elapsed_seconds", NumberShape.NotNegative, "seconds since then"),
                Skew
            ),
            (parameters, facts) =>
            {
                var velocity = FundingVelocity.Of(
                    facts.Number("skew", 0),
                    parameters.Number("skew_scale"),
                    parameters.Number("max_velocity")
                );
                var rate = FundingVelocity.Rate(
                    facts.Number("previous_rate"),
                    facts.Number("previous_velocity", velocity),
                    facts.Number("elapsed_seconds")
                );
                return new Answer().With("funding_rate", rate).With("funding_velocity", velocity);
            }
        );

    private static RuleKind Margin { get; } =
        new(
            "skew_scaled_margin",
            "Cross margin whose ratio grows with each position's share of its market's depth, after filling positions off the oracle price.",
            Source,
            new(
                Required(
                    "markets",
                    new MapShape(
                        new RecordShape(
                            Required("skew_scale", NumberShape.Positive, "the market's depth, in base units"),
                            Required("initial_fraction", NumberShape.NotNegative, "ratio of a position as large as the depth"),
                            Required("min_initial_ratio", NumberShape.NotNegative, "ratio of a small position"),
                            Required("maintenance_scalar", NumberShape.NotNegative, "maintenance ratio as a share of the initial one"),
                            Optional("min_position_margin", NumberShape.NotNegative, "what every position needs beside")
                        )
                    ),
                    "margin of each market"
                )
            ),
            new(
                Required("collateral", NumberShape.Any, "value of all collateral"),
                Required(
                    "positions",
                    new ListShape(
                        new RecordShape(
                            Required("market", TextShape.Any, "one of the rule's markets"),
                            Required("size", NumberShape.Any, "signed size"),
                            Required("oracle_price", NumberShape.Positive, "oracle price"),
                            Optional("skew_before", NumberShape.Any, "skew before the position was opened")
                        )
                    ),
                    "positions, opened just now"
                )
            ),
            (parameters, facts) =>
            {
                var markets = parameters
                    .RecordsByName("markets")
                    .ToDictionary(market => market.Name, market => market.Record, StringComparer.Ordinal);
                var positions = facts.Records("positions").Select(position => Position(position, markets)).ToList();
                var account = SkewAccount.Of(facts.Number("collateral"), positions);
                return new Answer()
                    .With(
                        "profit",
                        account.Positions,
                        position => position.Position.Market,
                        position => new AnswerNumber(position.Profit, "")
                    )
                    .With(
                        "fill_price",
                        account.Positions,
                        position => position.Position.Market,
                        position => new AnswerNumber(position.FillPrice, "")
                    )
                    .With("available_margin", account.AvailableMargin)
                    .With("initial_margin", account.InitialMargin)
                    .With("maintenance_margin", account.MaintenanceMargin)
                    .With("open_interest", account.Notional);
            }
        );

    private static SkewPosition Position(Fields position, Dictionary<string, Fields> markets)
    {
        var name = position.Text("market");
        if (!markets.TryGetValue(name, out var market))
        {
            throw new RuleException("positions", $"there is no market {name}; the rule has: {string.Join(", ", markets.Keys)}.");
        }

        var ratios = new SkewScaledRatios(
            market.Number("skew_scale"),
            market.Number("initial_fraction"),
            market.Number("min_initial_ratio"),
            market.Number("maintenance_scalar"),
            market.Number("min_position_margin", 0)
        );
        return new(name, position.Number("size"), position.Number("oracle_price"), position.Number("skew_before", 0), ratios);
    }
}
