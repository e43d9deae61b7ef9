using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Positions with their own collateral, and positions that post all they can lose.</summary>
internal static class IsolatedMarginRules
{
    private const string Source = "vegaprotocol/specs 0019-MCAL";

    private static readonly RecordField Factor = Required("margin_factor", NumberShape.Positive, "share of value at entry to post");

    private static readonly RecordField[] Holding =
    [
        Required("position", NumberShape.Any, "signed size, positive is long"),
        Optional("buys", LeveledMarginFields.Orders, "buy orders"),
        Optional("sells", LeveledMarginFields.Orders, "sell orders"),
    ];

    private static readonly RecordField AuctionPrice = Optional(
        "auction_price",
        NumberShape.NotNegative,
        "larger of mark and indicative price while an auction runs; absent outside"
    );

    private static readonly RecordField[] Balances =
    [
        Required("margin", NumberShape.NotNegative, "behind the position before"),
        Optional("order_margin", NumberShape.NotNegative, "behind the orders before; 0 if absent"),
        Required("general", NumberShape.NotNegative, "free before"),
    ];

    public static IEnumerable<RuleKind> Kinds => [Orders, Switch, Fill, Capped];

    private static RuleKind Orders { get; } =
        new(
            "isolated_order_margin",
            "What the orders of a position with its own collateral need: the dearer side of those that would open.",
            Source,
            new(LeveledMarginFields.Decimals),
            new([.. Holding, Factor, AuctionPrice]),
            (parameters, facts) =>
                new Answer().With(
                    "order_margin",
                    IsolatedOrderMargin.Orders(
                        HoldingOf(facts, parameters),
                        facts.Number("margin_factor"),
                        facts.Number("auction_price", 0)
                    )
                )
        );

    private static RuleKind Switch { get; } =
        new(
            "isolated_margin_switch",
            "Gives a position its own collateral if the factor, the initial margin and the accounts allow it.",
            Source,
            new([.. LeveledMarginFields.RiskFactors, .. LeveledMarginFields.LevelFactors]),
            new([
                .. Holding,
                Required("entry", NumberShape.NotNegative, "average entry price"),
                Required("mark", NumberShape.NotNegative, "mark price"),
                Factor,
                AuctionPrice,
                .. Balances,
            ]),
            (parameters, facts) =>
            {
                var outcome = IsolatedOrderMargin.Switch(
                    HoldingOf(facts, parameters),
                    BalancesOf(facts),
                    facts.Number("margin_factor"),
                    facts.Number("mark"),
                    LeveledMarginFields.FactorsOf(parameters, needsLong: true, needsShort: true),
                    LeveledMarginFields.NeededLevelsOf(parameters),
                    facts.Number("auction_price", 0)
                );
                var answer = new Answer().With("accepted", outcome.IsAccepted);
                if (!outcome.IsAccepted)
                {
                    answer.With("reason", outcome.Refusal);
                }

                return With(answer, outcome.Balances).With("maintenance", outcome.Maintenance).With("initial", outcome.Initial);
            }
        );

    private static RuleKind Fill { get; } =
        new(
            "isolated_margin_fill",
            "Moves the collateral of filled orders behind the position, then settles its gain or loss.",
            Source,
            new(LeveledMarginFields.Decimals),
            new([
                Factor,
                .. Balances,
                Required("fills", LeveledMarginFields.Orders, "what was filled, all of it increasing the position"),
                Optional("orders_left", ChoiceShape.Flag, "whether orders remain; yes if absent"),
                Optional("variation", NumberShape.Any, "gain or loss settled afterwards, positive is received; 0 if absent"),
            ]),
            (parameters, facts) =>
            {
                var (after, unpaid, lacking) = IsolatedOrderMargin.Fill(
                    BalancesOf(facts),
                    LeveledMarginFields.OrdersOf(facts, "fills"),
                    facts.Number("margin_factor"),
                    LeveledMarginFields.DecimalsOf(parameters),
                    facts.Flag("orders_left", otherwise: true),
                    facts.Number("variation", 0)
                );
                return lacking == 0
                    ? With(new Answer(), after).With("unpaid", unpaid)
                    : throw new RuleException("fills", "the accounts do not hold the collateral of these fills; such an order is refused.");
            }
        );

    private static RuleKind Capped { get; } =
        new(
            "fully_collateralised_margin",
            "Each side of a contract with a capped price posts all it can lose; orders likewise, the dearer side.",
            Source + " and 0016-PFUT",
            new(
                Required("cap", NumberShape.Positive, "the largest price there can be"),
                Optional("orders", new ChoiceShape("offset", "whole"), "whether orders that only close are free; whole if absent"),
                LeveledMarginFields.Decimals
            ),
            new([.. Holding, Optional("entry", NumberShape.NotNegative, "average entry price; needed with a position")]),
            (parameters, facts) =>
            {
                if (facts.Number("position") != 0 && !facts.Has("entry"))
                {
                    throw new RuleException("position", "a position needs entry, its average entry price.");
                }

                var (cap, holding) = (parameters.Number("cap"), HoldingOf(facts, parameters));
                if (holding.Entry > cap || holding.Buys.Concat(holding.Sells).Any(order => order.Price > cap))
                {
                    throw new RuleException("position", "no price of this contract can be above its cap.");
                }

                var (position, orders, maintenance) = FullyCollateralisedMargin.Of(
                    holding,
                    cap,
                    parameters.Text("orders", "whole") is "offset"
                );
                return new Answer()
                    .With("position_margin", position)
                    .With("order_margin", orders)
                    .With("maintenance", maintenance)
                    .With("search", maintenance)
                    .With("initial", maintenance)
                    .With("release", maintenance);
            }
        );

    private static IsolatedPosition HoldingOf(Fields facts, Fields parameters) =>
        new(
            facts.Number("position"),
            facts.Number("entry", 0),
            LeveledMarginFields.OrdersOf(facts, "buys"),
            LeveledMarginFields.OrdersOf(facts, "sells"),
            LeveledMarginFields.DecimalsOf(parameters)
        );

    private static IsolatedBalances BalancesOf(Fields facts) =>
        new(facts.Number("margin"), facts.Number("order_margin", 0), facts.Number("general"));

    private static Answer With(Answer answer, IsolatedBalances balances) =>
        answer.With("margin", balances.Margin).With("order_margin", balances.OrderMargin).With("general", balances.General);
}
