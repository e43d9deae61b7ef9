using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Marking;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Mark prices made of trades, book and outside prices, and how far they may move.</summary>
internal static class CompositePriceRules
{
    private const string Source = "vegaprotocol/specs 0009-MRKP and 0089-COMP";

    private static readonly Shape Book = new ListShape(new TupleShape(("price", NumberShape.Positive), ("size", NumberShape.Positive)));

    public static IEnumerable<RuleKind> Kinds => [Trades, Depth, Average, Composite, Bounds, Pause];

    private static RuleKind Trades { get; } =
        new(
            "time_decayed_trades_price",
            "The mean price of a period's trades by size, older ones counting less.",
            Source,
            new(
                Required("period", NumberShape.Positive, "length of the period, seconds"),
                Required("decay_weight", NumberShape.Share, "share of its weight that a trade loses over the period"),
                Required("decay_power", NumberShape.Whole(0, 16), "how late it loses it: 1 evenly, more later")
            ),
            new(
                Required("time", NumberShape.Any, "now, seconds"),
                Required(
                    "trades",
                    new ListShape(
                        new TupleShape(("time", NumberShape.Any), ("price", NumberShape.NotNegative), ("size", NumberShape.NotNegative))
                    ),
                    "trades of the period"
                )
            ),
            (parameters, facts) =>
            {
                var now = facts.Number("time");
                var trades = facts.Rows("trades").Select(row => (Time: row[0], Price: row[1], Size: row[2])).ToArray();
                if (trades.Any(trade => trade.Time > now))
                {
                    throw new RuleException("trades", "a trade cannot be later than time.");
                }

                var (period, weight, power) = (
                    parameters.Number("period"),
                    parameters.Number("decay_weight"),
                    (int)parameters.Whole("decay_power")
                );
                return Priced(TradesPrice.Of(trades, now, period, weight, power), "no trade has any weight.");
            }
        );

    private static RuleKind Depth { get; } =
        new(
            "impact_depth_mid_price",
            "The middle between the mean prices at which a stated cash, fully leveraged, would sell and buy.",
            Source,
            new([
                Required("cash", NumberShape.NotNegative, "cash to be leveraged"),
                Required("initial_factor", NumberShape.Positive, "initial over maintenance margin"),
                .. LeveledMarginFields.RiskFactors,
            ]),
            new(Required("bids", Book, "buy side of the book"), Required("asks", Book, "sell side of the book")),
            (parameters, facts) =>
            {
                var factors = LeveledMarginFields.FactorsOf(parameters, needsLong: true, needsShort: true);
                if (factors.Slippage + Math.Min(factors.LongRisk, factors.ShortRisk) == 0)
                {
                    throw new RuleException("bids", "without slippage or risk factor leverage has no bound.");
                }

                var depth = ImpactDepthMid.Of(
                    [.. facts.Rows("bids").Select(row => new Plimsoll.Margin.RestingOrder(row[1], row[0]))],
                    [.. facts.Rows("asks").Select(row => new Plimsoll.Margin.RestingOrder(row[1], row[0]))],
                    parameters.Number("cash"),
                    factors,
                    parameters.Number("initial_factor"),
                    LeveledMarginFields.DecimalsOf(parameters)
                );
                return new Answer()
                    .With("volume_buy", depth.VolumeBuy)
                    .With("volume_sell", depth.VolumeSell)
                    .With("price", depth.Price, "", "a side of the book is empty or too thin.");
            }
        );

    private static RuleKind Average { get; } =
        new(
            "time_weighted_price",
            "The mean over time of a period's observations, each holding until the next.",
            Source,
            new(Required("period", NumberShape.Positive, "length of the period, seconds")),
            new(
                Required("time", NumberShape.Any, "now, seconds"),
                Required(
                    "points",
                    new ListShape(new TupleShape(("time", NumberShape.Any), ("price", NumberShape.NotNegative))),
                    "observations"
                )
            ),
            (parameters, facts) =>
            {
                // An observation before the period does not reach into it: the mean begins with the first one within.
                var (now, start) = (facts.Number("time"), facts.Number("time") - parameters.Number("period"));
                var points = facts.Rows("points").Select(row => (Time: row[0], Price: row[1])).Where(point => point.Time >= start);
                return Priced(TimeWeightedPrice.Of(points, start, now, []), "there is no observation in the period.");
            }
        );

    private static RuleKind Composite { get; } =
        new(
            "composite_price",
            "One price of several sources by weight or by median, each dropped when it is stale.",
            Source,
            new(Required("method", new ChoiceShape("weighted", "median"), "how fresh sources are joined")),
            new(
                Required(
                    "sources",
                    new ListShape(
                        new RecordShape(
                            Optional("price", NumberShape.NotNegative, "its last price; absent when it has none"),
                            Optional("weight", NumberShape.NotNegative, "its weight; 0 if absent"),
                            Required("age", NumberShape.NotNegative, "seconds since its last update"),
                            Required("tolerance", NumberShape.NotNegative, "largest age at which it counts, seconds")
                        )
                    ),
                    "the sources"
                )
            ),
            (parameters, facts) =>
            {
                var sources = facts
                    .Records("sources")
                    .Select(source => new PriceSource(
                        source.NumberOrNull("price"),
                        source.Number("weight", 0),
                        source.Number("age"),
                        source.Number("tolerance")
                    ))
                    .ToArray();
                var price = parameters.Text("method") is "median" ? CompositePrice.Median(sources) : CompositePrice.Weighted(sources);
                return Priced(price, "no source is fresh.");
            }
        );

    private static RuleKind Bounds { get; } =
        new(
            "factor_price_bounds",
            "The lowest and highest price allowed around a reference; beyond them a protective auction begins.",
            "vegaprotocol/specs 0032-PRIM",
            new(
                Required("down", NumberShape.Share, "factor of the lowest price"),
                Required("up", new NumberShape { Min = 1 }, "factor of the highest price"),
                Optional("is_whole", ChoiceShape.Flag, "whether bounds are rounded inward to whole prices; no if absent")
            ),
            new(Required("reference", NumberShape.Positive, "the price from which it is measured")),
            (parameters, facts) =>
            {
                var (down, up) = (parameters.Number("down"), parameters.Number("up"));
                var (min, max) = PriceBounds.Of(facts.Number("reference"), down, up, parameters.Flag("is_whole"));
                return new Answer().With("min", min).With("max", max);
            }
        );

    private static RuleKind Pause { get; } =
        new(
            "outage_auction_duration",
            "How long all markets pause after an outage.",
            "vegaprotocol/specs 0094-PRAC",
            new(
                Required(
                    "table",
                    new ListShape(new TupleShape(("outage", NumberShape.NotNegative), ("pause", NumberShape.NotNegative))),
                    "least outage and length of pause, seconds"
                )
            ),
            new(Required("outage", NumberShape.NotNegative, "how long nothing was processed, seconds")),
            (parameters, facts) =>
                new Answer().With(
                    "duration",
                    PriceBounds.PauseAfter(parameters.Rows("table").Select(row => (row[0], row[1])), facts.Number("outage")),
                    "s"
                )
        );

    private static Answer Priced(decimal? price, string reason) => new Answer().With("price", price, "", reason);
}
