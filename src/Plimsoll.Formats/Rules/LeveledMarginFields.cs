using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>The fields that rules about margin with slippage, risk factors and levels have in common, and their values.</summary>
internal static class LeveledMarginFields
{
    public static RecordField Decimals { get; } =
        Optional("position_decimals", NumberShape.Whole(-18, 18), "decimals of sizes: a size of 1 is 10^−this contracts; 0 if absent");

    public static RecordField[] RiskFactors { get; } =
    [
        Required("slippage_factor", NumberShape.NotNegative, "share of notional that closing a position costs"),
        Optional(
            "quadratic_slippage_factor",
            NumberShape.NotNegative,
            "share of notional per contract that closing costs beside; 0 if absent"
        ),
        Optional("risk_factor_long", NumberShape.NotNegative, "share of notional at risk in longs and buy orders; needed for them"),
        Optional("risk_factor_short", NumberShape.NotNegative, "share of notional at risk in shorts and sell orders; needed for them"),
        Decimals,
    ];

    public static RecordField[] LevelFactors { get; } =
    [
        Optional("search_factor", NumberShape.Positive, "search level over maintenance; the three factors stand together or not at all"),
        Optional("initial_factor", NumberShape.Positive, "initial over maintenance, not below search_factor"),
        Optional("release_factor", NumberShape.Positive, "release level over maintenance, not below initial_factor"),
    ];

    public static RecordField[] Holding { get; } =
    [
        Required("position", NumberShape.Any, "signed size, positive is long"),
        Optional("buy_orders", NumberShape.NotNegative, "total size of buy orders; 0 if absent"),
        Optional("sell_orders", NumberShape.NotNegative, "total size of sell orders; 0 if absent"),
        Required("mark", NumberShape.NotNegative, "mark price in units of the asset"),
        Optional(
            "funding_per_contract",
            NumberShape.Any,
            "funding so far per contract that is margined, positive when longs pay; 0 if absent"
        ),
        Optional(
            "auction",
            new RecordShape(
                Required("price", NumberShape.NotNegative, "larger of mark and indicative uncrossing price"),
                Optional("buy_notional", NumberShape.NotNegative, "sum of limit price times size over buy orders; 0 if absent"),
                Optional("sell_notional", NumberShape.NotNegative, "the same over sell orders; 0 if absent")
            ),
            "what orders are worth while an auction runs"
        ),
    ];

    public static Shape Orders { get; } =
        new ListShape(new TupleShape(("size", NumberShape.NotNegative), ("price", NumberShape.NotNegative)));

    public static PositionAndOrders HoldingOf(Fields facts, Fields parameters) =>
        new(facts.Number("position"), facts.Number("buy_orders", 0), facts.Number("sell_orders", 0), DecimalsOf(parameters));

    public static AuctionOrders? AuctionOf(Fields facts) =>
        facts.Record("auction") is { } auction
            ? new(auction.Number("price"), auction.Number("buy_notional", 0), auction.Number("sell_notional", 0))
            : null;

    public static int DecimalsOf(Fields parameters) => (int)parameters.Whole("position_decimals", 0);

    /// <summary>The factors; those of a side that the holding does not have may be missing.</summary>
    public static SlippageAndRiskFactors FactorsOf(Fields parameters, bool needsLong, bool needsShort)
    {
        Need("risk_factor_long", needsLong);
        Need("risk_factor_short", needsShort);
        return new(
            parameters.Number("slippage_factor"),
            parameters.Number("risk_factor_long", 0),
            parameters.Number("risk_factor_short", 0),
            parameters.Number("quadratic_slippage_factor", 0),
            parameters.Text("slippage_on", "position") is "position_and_orders"
        );

        void Need(string name, bool isNeeded)
        {
            if (isNeeded && !parameters.Has(name))
            {
                throw new RuleException(name, $"the rule states no {name}, which this side needs; add it to the model.");
            }
        }
    }

    public static SlippageAndRiskFactors FactorsOf(Fields parameters, PositionAndOrders holding) =>
        FactorsOf(parameters, holding.Position + holding.Buys > 0, holding.Position - holding.Sells < 0);

    /// <summary>The level factors; null when the rule states none.</summary>
    public static LevelFactors? LevelsOf(Fields parameters)
    {
        if (!parameters.Has("search_factor") && !parameters.Has("initial_factor") && !parameters.Has("release_factor"))
        {
            return null;
        }

        if (!parameters.Has("search_factor") || !parameters.Has("initial_factor") || !parameters.Has("release_factor"))
        {
            throw new RuleException("search_factor", "search_factor, initial_factor and release_factor stand together; state all three.");
        }

        var factors = new LevelFactors(
            parameters.Number("search_factor"),
            parameters.Number("initial_factor"),
            parameters.Number("release_factor")
        );
        return factors.Search <= factors.Initial && factors.Initial <= factors.Release
            ? factors
            : throw new RuleException("search_factor", "the factors must not fall from search over initial to release.");
    }

    /// <summary>Maintenance, and the other levels where the rule states their factors.</summary>
    public static Answer Answer(decimal maintenance, Fields parameters)
    {
        var answer = new Answer().With("maintenance", maintenance);
        if (LevelsOf(parameters) is { } factors)
        {
            var levels = FourLevelMargin.Of(maintenance, factors);
            answer.With("search", levels.Search).With("initial", levels.Initial).With("release", levels.Release);
        }

        return answer;
    }

    public static LevelFactors NeededLevelsOf(Fields parameters) =>
        LevelsOf(parameters)
        ?? throw new RuleException(
            "search_factor",
            "this rule needs search_factor, initial_factor and release_factor; add them to the model."
        );

    public static IReadOnlyList<RestingOrder> OrdersOf(Fields facts, string name) =>
        [.. facts.Rows(name).Select(row => new RestingOrder(row[0], row[1]))];
}
