using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using Plimsoll.Margin.Health;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin as weighted sums over tokens, and what is done when such a sum falls below zero.</summary>
internal static class HealthRules
{
    public static IEnumerable<RuleKind> Kinds => [WeightedSum, Liquidation];

    private static RuleKind WeightedSum { get; } =
        new(
            "weighted_health",
            "Health at each level: tokens at weighted prices, perpetuals at their worse side, reserved spot orders at the worse conversion.",
            "Mango v4, health/cache.rs; with weights of 1 ∓ margin ratio also Drift v2, math/margin.rs",
            new(HealthBinding.Parameters),
            new(HealthBinding.Facts),
            (parameters, facts) =>
            {
                var levels = HealthBinding
                    .Levels(parameters)
                    .Select(level => (Name: level, Account: HealthBinding.Account(parameters, facts, level)))
                    .Select(level => (level.Name, level.Account, Parts: WeightedHealth.Of(level.Account)))
                    .ToArray();
                return new Answer()
                    .With("health", levels, level => level.Name, level => new AnswerNumber(level.Parts.Health, ""))
                    .With("contributions", levels, level => level.Name, level => Contributions(level.Account, level.Parts));
            }
        );

    private static RuleKind Liquidation { get; } =
        new(
            "perp_liquidation_to_health",
            "Takes over base and settles profit of a perpetual in five phases, each over once the level's health is zero; lots are rounded up.",
            "Mango v4, instructions/perp_liq_base_or_positive_pnl.rs",
            new([
                .. HealthBinding.Parameters,
                Required("level", TextShape.Any, "level at which liquidation ends"),
                Optional("base_fee", NumberShape.Share, "share of the price that the liquidator earns on base"),
                Optional("platform_fee", NumberShape.Share, "share of the price that the venue earns on base"),
                Optional("settlement_fee", NumberShape.Share, "share of settled profit that the liquidator keeps"),
                Optional("slack", NumberShape.NotNegative, "health below zero, as a magnitude, for which the last phase gives up no lot"),
            ]),
            new([
                .. HealthBinding.Facts,
                Required("position", TextShape.Any, "the perpetual to liquidate"),
                Required("max_lots", NumberShape.Any, "most lots to take over, with the sign of the position"),
                Required("max_settlement", NumberShape.NotNegative, "most profit to settle, before the fee"),
            ]),
            Liquidate
        );

    private static Answer Liquidate(Fields parameters, Fields facts)
    {
        var level = parameters.Text("level");
        if (!HealthBinding.Levels(parameters).Contains(level, StringComparer.Ordinal))
        {
            throw new RuleException("level", $"the model's liquidation ends at the level {level}, which it does not define.");
        }

        var account = HealthBinding.Account(parameters, facts, level);
        var row = account.Perpetuals.Select(held => held.Name).ToList().IndexOf(facts.Text("position"));
        if (row < 0)
        {
            throw new RuleException("position", $"{facts.Text("position")} is not among the perpetuals of this account.");
        }

        var position = account.Perpetuals[row];
        var maxLots = facts.Number("max_lots");
        if (decimal.Sign(maxLots) * decimal.Sign(position.Lots) < 0)
        {
            throw new RuleException("max_lots", "the limit has the sign of the position: above zero for a long, below for a short.");
        }

        var terms = new PerpetualLiquidationTerms(
            parameters.Number("base_fee", 0),
            parameters.Number("platform_fee", 0),
            parameters.Number("settlement_fee", 0),
            parameters.Number("slack", 0),
            maxLots,
            facts.Number("max_settlement")
        );
        if (position.Lots != 0 && PerpetualLiquidation.GainPerLot(position, terms) <= 0)
        {
            throw new RuleException("position", "the fees exceed what the weights hold back, so that giving up base would worsen health.");
        }

        return Describe(PerpetualLiquidation.ToHealth(account, row, terms), row);
    }

    private static Answer Describe(PerpetualLiquidationOutcome outcome, int row)
    {
        var position = outcome.Account.Perpetuals[row];
        return new Answer()
            .With("settle_token", outcome.Account.Tokens[position.SettleToken].Balance)
            .With("lots", position.Lots)
            .With("quote", position.Quote)
            .With("health", WeightedHealth.Of(outcome.Account).Health)
            .With("lots_taken", outcome.Lots)
            .With("settled", outcome.Settled)
            .With("liquidator_fee", outcome.LiquidatorFee)
            .With("platform_fee", outcome.PlatformFee)
            .With(
                "phases",
                outcome.Phases.Select(phase =>
                    new Answer()
                        .With("phase", phase.Name)
                        .With("lots", phase.Lots)
                        .With("settled", phase.Settled)
                        .With("health", phase.Health)
                )
            );
    }

    private static Answer Contributions(HealthAccount account, HealthBreakdown parts) =>
        new Answer()
            .With("tokens", account.Tokens.Zip(parts.Tokens), each => each.First.Name, each => new AnswerNumber(each.Second, ""))
            .With("markets", account.Markets.Zip(parts.Markets), each => each.First.Name, each => new AnswerNumber(each.Second, ""));
}
