using System.Numerics;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.InsuranceFund;
using Plimsoll.Liquidation;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Covering a margin shortage: how much goes over, at what fees, and what becomes of a loss.</summary>
internal static class ShortageRules
{
    private const string Source = "Drift v2, liquidation";
    private const string Unbounded = "unbounded: no amount frees as much margin as its fees cost, so that everything may go.";

    public static IEnumerable<RuleKind> Kinds =>
        [BaseCover, DebtCover, Seizure, ImpliedDebt, PerpetualFee, DebtFee, GrowingFee, DepositLoss, OpenInterestLoss];

    private static RecordField Shortage { get; } =
        Required("margin_shortage", WholeFields.NotNegative, "margin that is missing, in millionths");

    private static RecordField Ratio { get; } =
        Required("margin_ratio", WholeFields.NotNegative, "margin ratio to be reached, in ten-thousandths");

    private static RecordField LiquidatorFee { get; } =
        Required("liquidator_fee", WholeFields.SharePpm, "the liquidator's discount, in millionths");

    private static RecordField[] Prices { get; } =
    [
        Required("price", WholeFields.NotNegative, "oracle price of the base asset in the quote asset, in millionths"),
        Optional("quote_price", WholeFields.NotNegative, "oracle price of the quote asset, in millionths; 1000000 if left out"),
    ];

    private static RecordField[] Sides { get; } =
    [
        Required(
            "asset_multiplier",
            WholeFields.Positive,
            "what of the collateral goes for its price: above a million, by the liquidator's fee"
        ),
        Required(
            "liability_multiplier",
            WholeFields.Positive,
            "what of the debt counts for its price: below a million, by the liquidator's fee"
        ),
        Optional("asset_decimals", WholeFields.Decimals, "decimals of the collateral"),
        Required("liability_decimals", WholeFields.Decimals, "decimals of the debt"),
    ];

    private static RecordField[] Weights { get; } =
    [
        Required("asset_weight", WholeFields.NotNegative, "margin weight of the collateral, in ten-thousandths"),
        Required("liability_weight", WholeFields.NotNegative, "margin weight of the debt, in ten-thousandths"),
    ];

    private static RecordField AssetPrice { get; } =
        Required("asset_price", WholeFields.Positive, "oracle price of the collateral, in millionths");

    private static RecordField DebtPrice { get; } =
        Required("liability_price", WholeFields.Positive, "oracle price of the debt, in millionths");

    private static RecordField Balance { get; } =
        Required("asset_amount", WholeFields.NotNegative, "balance of the collateral, in its smallest units");

    private static RuleKind BaseCover { get; } =
        new(
            "shortage_cover_size",
            "The size of a perpetual position that must go over so that a margin shortage is gone, fees included.",
            Source,
            new(Ratio, LiquidatorFee, Optional("insurance_fee", WholeFields.SharePpm, "fee to the insurance fund, in millionths")),
            new([Shortage, .. Prices]),
            (parameters, facts) =>
                Amount(
                    "base_amount",
                    ShortageCover.Base(
                        facts.Integer("margin_shortage"),
                        parameters.Integer("margin_ratio"),
                        parameters.Integer("liquidator_fee"),
                        parameters.Integer("insurance_fee", 0),
                        facts.Integer("price"),
                        facts.Integer("quote_price", 1_000_000)
                    )
                )
        );

    private static RuleKind DebtCover { get; } =
        new(
            "shortage_cover_debt",
            "The amount of a debt that must go over with collateral so that a margin shortage is gone, fees included.",
            Source,
            new([.. Sides, .. Weights, Optional("insurance_fee", WholeFields.SharePpm, "fee to the insurance fund, in millionths")]),
            new(Shortage, DebtPrice),
            (parameters, facts) =>
                Amount(
                    "liability_amount",
                    ShortageCover.Liability(
                        facts.Integer("margin_shortage"),
                        Asset(parameters, facts),
                        Liability(parameters, facts),
                        parameters.Integer("insurance_fee", 0)
                    )
                )
        );

    private static RuleKind Seizure { get; } =
        new(
            "collateral_for_debt",
            "The collateral that pays for a debt that goes over; all of it when less than one whole quote unit would be left.",
            Source,
            new(Sides),
            new(
                Balance,
                AssetPrice,
                DebtPrice,
                Required("liability_amount", WholeFields.NotNegative, "debt that goes over, in its smallest units")
            ),
            (parameters, facts) =>
                Amount(
                    "asset_amount",
                    ShortageCover.Asset(
                        facts.Integer("asset_amount"),
                        Asset(parameters, facts),
                        facts.Integer("liability_amount"),
                        Liability(parameters, facts)
                    )
                )
        );

    private static RuleKind ImpliedDebt { get; } =
        new(
            "debt_for_collateral",
            "The debt that a balance of collateral pays for.",
            Source,
            new(Sides),
            new(Balance, AssetPrice, DebtPrice),
            (parameters, facts) =>
                Amount(
                    "liability_amount",
                    ShortageCover.LiabilityOf(facts.Integer("asset_amount"), Asset(parameters, facts), Liability(parameters, facts))
                )
        );

    private static RuleKind PerpetualFee { get; } =
        new(
            "shortage_bound_fee",
            "A fee to the insurance fund on a position, within 95 % of what margin ratio, liquidator and shortage leave.",
            Source,
            new(Ratio, LiquidatorFee, Required("max_fee", WholeFields.NotNegative, "largest fee, in millionths")),
            new([Shortage, .. Prices, Required("size", WholeFields.Any, "signed size of the position, in billionths")]),
            (parameters, facts) =>
                Amount(
                    "fee",
                    ShortageBoundFee.Perpetual(
                        facts.Integer("margin_shortage"),
                        BigInteger.Abs(facts.Integer("size")),
                        parameters.Integer("margin_ratio"),
                        parameters.Integer("liquidator_fee"),
                        facts.Integer("price"),
                        facts.Integer("quote_price", 1_000_000),
                        parameters.Integer("max_fee")
                    )
                )
        );

    private static RuleKind DebtFee { get; } =
        new(
            "shortage_bound_debt_fee",
            "A fee to the insurance fund on a debt, within what weights, liquidator and shortage leave.",
            Source,
            new([
                Required(
                    "asset_multiplier",
                    WholeFields.Positive,
                    "what of the collateral goes for its price: above a million, by the liquidator's fee"
                ),
                Required(
                    "liability_multiplier",
                    WholeFields.NotNegative,
                    "what of the debt counts for its price: below a million, by the liquidator's fee"
                ),
                Required("liability_decimals", WholeFields.Decimals, "decimals of the debt"),
                .. Weights,
                Required("max_fee", WholeFields.NotNegative, "largest fee, in millionths"),
            ]),
            new(
                Shortage,
                Required("liability_price", WholeFields.NotNegative, "oracle price of the debt, in millionths"),
                Required("liability_amount", WholeFields.NotNegative, "the debt, in its smallest units")
            ),
            (parameters, facts) =>
                Amount(
                    "fee",
                    ShortageBoundFee.Debt(
                        facts.Integer("margin_shortage"),
                        facts.Integer("liability_amount"),
                        Asset(parameters, facts),
                        Liability(parameters, facts),
                        parameters.Integer("max_fee")
                    )
                )
        );

    private static RuleKind GrowingFee { get; } =
        new(
            "time_scaled_fee",
            "A liquidator's fee that grows while nobody liquidates.",
            Source,
            new(
                Required("base_fee", NumberShape.NotNegative, "fee within the grace"),
                Required("max_fee", NumberShape.NotNegative, "largest fee"),
                Required("grace", NumberShape.NotNegative, "slots in which the fee does not grow"),
                Required("increase", NumberShape.NotNegative, "growth for each slot")
            ),
            new(Required("elapsed", NumberShape.NotNegative, "slots since the account was last active")),
            (parameters, facts) =>
                new Answer().With(
                    "fee",
                    TimeScaledFee.Of(
                        parameters.Number("base_fee"),
                        parameters.Number("max_fee"),
                        facts.Number("elapsed"),
                        parameters.Number("grace"),
                        parameters.Number("increase")
                    )
                )
        );

    private static RuleKind DepositLoss { get; } =
        new(
            "loss_per_deposit",
            "A loss spread over all deposits through the index that says what a share of them is worth.",
            Source,
            new(),
            new(
                Required("loss", WholeFields.Any, "the loss, in the asset's smallest units; its sign does not matter"),
                Required("total_deposits", WholeFields.NotNegative, "all deposits, in the asset's smallest units"),
                Required("deposit_index", WholeFields.NotNegative, "the index")
            ),
            (_, facts) =>
                Amount(
                    "index_change",
                    LossPerUnit.OfDeposits(facts.Integer("loss"), facts.Integer("total_deposits"), facts.Integer("deposit_index"))
                )
        );

    private static RuleKind OpenInterestLoss { get; } =
        new(
            "loss_per_open_interest",
            "A loss spread over both sides of a market through their funding indices.",
            Source,
            new(
                Optional("base_decimals", WholeFields.Decimals, "decimals of the base asset; 9 if left out"),
                Optional("extra_decimals", WholeFields.Decimals, "decimals by which the index is finer than the quote asset; 3 if left out")
            ),
            new(
                Required("loss", WholeFields.Any, "the loss, in quote units; its sign does not matter"),
                Required("longs", WholeFields.Any, "all longs, in base units; the sign does not matter"),
                Required("shorts", WholeFields.Any, "all shorts, in base units; the sign does not matter")
            ),
            (parameters, facts) =>
                LossPerUnit.OfOpenInterest(
                    facts.Integer("loss"),
                    facts.Integer("longs"),
                    facts.Integer("shorts"),
                    (int)parameters.Whole("base_decimals", 9),
                    (int)parameters.Whole("extra_decimals", 3)
                )
                    is { } change
                    ? Amount("index_change", change)
                    : throw new RuleException("longs", "nobody holds a position that the loss could be spread over.")
        );

    private static TransferSide Asset(Fields parameters, Fields facts) =>
        new(
            (int)parameters.Whole("asset_decimals", 6),
            facts.Integer("asset_price", 1),
            parameters.Integer("asset_multiplier"),
            parameters.Integer("asset_weight", 0)
        );

    private static TransferSide Liability(Fields parameters, Fields facts) =>
        new(
            (int)parameters.Whole("liability_decimals"),
            facts.Integer("liability_price"),
            parameters.Integer("liability_multiplier"),
            parameters.Integer("liability_weight", 0)
        );

    private static Answer Amount(string name, BigInteger? amount) => new Answer().With(name, (decimal?)amount, "", Unbounded);
}
