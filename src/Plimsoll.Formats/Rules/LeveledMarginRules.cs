using Plimsoll.Collateral;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin with slippage, risk factors and four levels, and what is done at each level.</summary>
internal static class LeveledMarginRules
{
    private const string Mcal = "vegaprotocol/specs 0019-MCAL";
    private const string Marg = "vegaprotocol/specs 0010-MARG";

    private static readonly RecordField[] Balances =
    [
        Required("margin", NumberShape.NotNegative, "margin account before"),
        Required("general", NumberShape.NotNegative, "free balance before"),
        Optional("bond", NumberShape.NotNegative, "bond searched after the free balance; 0 if absent"),
    ];

    private static readonly RecordField Variation = Optional(
        "variation",
        NumberShape.Any,
        "gain or loss settled first, positive is received; 0 if absent"
    );

    private static readonly RecordField Auction = Optional("is_auction", ChoiceShape.Flag, "whether an auction runs; no if absent");

    public static IEnumerable<RuleKind> Kinds => [Levels, LiquidationPrice, Action, Admission, CloseOut, Settlement];

    private static RuleKind Levels { get; } =
        new(
            "four_level_margin",
            "Maintenance margin of the worse side from slippage and risk factors, and search, initial and release levels above it.",
            Mcal,
            new([
                .. LeveledMarginFields.RiskFactors,
                .. LeveledMarginFields.LevelFactors,
                Optional("slippage_on", new ChoiceShape("position", "position_and_orders"), "what slips; the position if absent"),
                Optional("is_rounded", ChoiceShape.Flag, "whether maintenance is rounded up to whole units; yes if absent"),
            ]),
            new(LeveledMarginFields.Holding),
            (parameters, facts) =>
            {
                var holding = LeveledMarginFields.HoldingOf(facts, parameters);
                var isRounded = parameters.Flag("is_rounded", otherwise: true);
                var maintenance = isRounded ? Maintenance(parameters, facts, holding) : Unrounded(parameters, facts, holding);
                return LeveledMarginFields.Answer(maintenance, parameters);
            }
        );

    private static RuleKind LiquidationPrice { get; } =
        new(
            "slippage_and_risk_factor_liquidation_price",
            "The mark at which collateral equals maintenance margin from slippage and risk factors.",
            Mcal,
            new(LeveledMarginFields.RiskFactors),
            new([.. LeveledMarginFields.Holding, Required("collateral", NumberShape.NotNegative, "all that can be taken for margin")]),
            (parameters, facts) =>
            {
                var holding = LeveledMarginFields.HoldingOf(facts, parameters).WithoutOrders();
                var price = SlippageAndRiskFactorMargin.LiquidationPrice(
                    holding,
                    facts.Number("mark"),
                    facts.Number("collateral"),
                    LeveledMarginFields.FactorsOf(parameters, holding),
                    facts.Number("funding_per_contract", 0)
                );
                return new Answer().With("price", price, "", "no price makes collateral and maintenance margin equal.");
            }
        );

    private static RuleKind Action { get; } =
        new(
            "four_level_collateral",
            "Fills a margin account below search up to initial, and gives back from one at release or above.",
            Marg,
            new(),
            new([
                .. Balances,
                Variation,
                Required("maintenance", NumberShape.NotNegative, "maintenance margin"),
                Required("search", NumberShape.NotNegative, "search level"),
                Required("initial", NumberShape.NotNegative, "initial margin"),
                Required("release", NumberShape.NotNegative, "release level"),
                Auction,
            ]),
            (_, facts) =>
            {
                var (settled, unpaid) = LeveledCollateral.Settle(BalancesOf(facts), facts.Number("variation", 0));
                var levels = new MarginLevels(
                    facts.Number("maintenance"),
                    facts.Number("search"),
                    facts.Number("initial"),
                    facts.Number("release")
                );
                var (move, held) = LeveledCollateral.Hold(settled, levels, facts.Flag("is_auction"));
                var word = move switch
                {
                    MarginMove.TopUp => "top_up",
                    MarginMove.Release => "release",
                    MarginMove.Distressed => "distressed",
                    _ => "none",
                };
                return With(new Answer().With("action", word), held).With("unpaid", unpaid);
            }
        );

    private static RuleKind Admission { get; } =
        new(
            "initial_margin_order_admission",
            "Admits an order whose initial margin can be had, or that can only reduce the position.",
            Marg,
            new(),
            new([
                .. Balances,
                Required("initial_required", NumberShape.NotNegative, "initial margin with the order"),
                Optional("is_reducing", ChoiceShape.Flag, "whether the order can only reduce the position; no if absent"),
            ]),
            (_, facts) =>
            {
                var balances = BalancesOf(facts);
                var (isAccepted, after) = LeveledCollateral.Admit(balances, facts.Number("initial_required"), facts.Flag("is_reducing"));
                return With(new Answer().With("accepted", isAccepted), after);
            }
        );

    private static RuleKind CloseOut { get; } =
        new(
            "four_level_close_out",
            "Settles, searches, cancels orders, and takes over what is still not above maintenance; the margin balance goes to the insurance pool.",
            Marg + " and 0012-POSR",
            new([.. LeveledMarginFields.RiskFactors, .. LeveledMarginFields.LevelFactors]),
            new([
                .. Balances,
                Variation,
                .. LeveledMarginFields.Holding,
                Optional("is_isolated", ChoiceShape.Flag, "whether the position stands alone; no if absent"),
                Auction,
            ]),
            (parameters, facts) =>
            {
                var factors = LeveledMarginFields.NeededLevelsOf(parameters);
                var closeOut = LeveledCloseOut.Of(
                    BalancesOf(facts),
                    facts.Number("variation", 0),
                    LeveledMarginFields.HoldingOf(facts, parameters),
                    holding => FourLevelMargin.Of(Maintenance(parameters, facts, holding), factors),
                    facts.Flag("is_isolated"),
                    facts.Flag("is_auction")
                );
                var answer = new Answer()
                    .With("maintenance", closeOut.Maintenance)
                    .With("margin_at_test", closeOut.MarginAtTest)
                    .With("distressed", closeOut.IsDistressed)
                    .With("orders_cancelled", closeOut.HasOrdersCancelled)
                    .With("to_insurance", closeOut.ToInsurance);
                return With(answer, closeOut.Balances).With("unpaid", closeOut.Unpaid);
            }
        );

    private static RuleKind Settlement { get; } =
        new(
            "mark_to_market_cash_flow",
            "What a party receives or pays when the mark moves, rounded toward zero.",
            "vegaprotocol/specs 0003-MTMK",
            new(LeveledMarginFields.Decimals),
            new(
                Optional("previous_position", NumberShape.Any, "signed size at the last settlement; 0 if absent"),
                Optional("previous_mark", NumberShape.NotNegative, "mark of the last settlement; needed with a position"),
                Required("mark", NumberShape.NotNegative, "mark now"),
                Optional(
                    "trades",
                    new ListShape(new TupleShape(("size", NumberShape.Any), ("price", NumberShape.NotNegative))),
                    "trades since; positive sizes bought"
                )
            ),
            (parameters, facts) =>
            {
                var position = facts.Number("previous_position", 0);
                if (position != 0 && !facts.Has("previous_mark"))
                {
                    throw new RuleException("previous_position", "a position needs previous_mark, the mark it was last settled at.");
                }

                var flow = VariationMargin.CashFlow(
                    position,
                    facts.Number("previous_mark", 0),
                    facts.Number("mark"),
                    facts.Rows("trades").Select(row => (row[0], row[1])),
                    LeveledMarginFields.DecimalsOf(parameters)
                );
                return new Answer().With("cashflow", flow);
            }
        );

    private static decimal Maintenance(Fields parameters, Fields facts, PositionAndOrders holding) =>
        SlippageAndRiskFactorMargin.Maintenance(
            holding,
            facts.Number("mark"),
            LeveledMarginFields.FactorsOf(parameters, holding),
            facts.Number("funding_per_contract", 0),
            LeveledMarginFields.AuctionOf(facts)
        );

    private static decimal Unrounded(Fields parameters, Fields facts, PositionAndOrders holding) =>
        SlippageAndRiskFactorMargin.Unrounded(
            holding,
            facts.Number("mark"),
            LeveledMarginFields.FactorsOf(parameters, holding),
            facts.Number("funding_per_contract", 0),
            LeveledMarginFields.AuctionOf(facts)
        );

    private static MarginBalances BalancesOf(Fields facts) => new(facts.Number("margin"), facts.Number("general"), facts.Number("bond", 0));

    private static Answer With(Answer answer, MarginBalances balances) =>
        answer.With("margin", balances.Margin).With("general", balances.General).With("bond", balances.Bond);
}
