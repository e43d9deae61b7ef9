using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using Plimsoll.Liquidation.Staged;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Liquidation by stages, and who is paid for it.</summary>
internal static class StagedRules
{
    private static readonly Dictionary<string, CloseOutAction> Actions = new(StringComparer.Ordinal)
    {
        ["cancel_orders"] = CloseOutAction.CancelOrders,
        ["close_share"] = CloseOutAction.CloseShare,
        ["close_size"] = CloseOutAction.CloseSize,
        ["reduce_tiers"] = CloseOutAction.ReduceTiers,
        ["close_all"] = CloseOutAction.CloseAll,
        ["take_over"] = CloseOutAction.TakeOver,
    };

    public static IEnumerable<RuleKind> Kinds => [Staged, Reward];

    private static RuleKind Staged { get; } =
        new(
            "staged_close_out",
            "Cancel, give up a part, hand over the rest: the first stage whose turn it is says what is done next.",
            "Liquidation pages of Binance, BitMEX, OKX, Bybit, Hyperliquid and Deribit",
            new(
                Required("stages", new ListShape(Stage, 1), "the stages, in order"),
                Optional("begins_below", NumberShape.Positive, "multiple of maintenance margin at which liquidation begins; 1 without it"),
                Optional("ends_at", NumberShape.Positive, "multiple at which it ends, not below the other; the same without it"),
                Optional("at_the_line", ChoiceShape.Flag, "whether an account exactly at the line is liquidated; no without it"),
                Optional("fee_rate", NumberShape.Share, "fee on the notional closed; none without it")
            ),
            new(
                Required("equity", NumberShape.Any, "equity of the account"),
                Required("maintenance_margin", NumberShape.NotNegative, "maintenance margin of the account"),
                Required("size", NumberShape.Positive, "size of the position, unsigned"),
                Required("notional", NumberShape.Positive, "what it is worth at the mark"),
                Optional("has_orders", ChoiceShape.Flag, "whether orders are open; no without it"),
                Optional("tier_floors", new ListShape(NumberShape.NotNegative), "notionals at which its tiers begin, the first 0"),
                Optional("is_running", ChoiceShape.Flag, "whether liquidation has begun; no without it"),
                Optional("done", new ListShape(TextShape.Any), "names of the stages that have had their turn")
            ),
            Evaluate
        );

    private static RecordShape Stage =>
        new(
            Required("name", TextShape.Any, "its name"),
            Required("do", new ChoiceShape([.. Actions.Keys]), "what it does"),
            Optional("share", NumberShape.Share, "share of the position, for close_share"),
            Optional("size", NumberShape.Positive, "size, for close_size"),
            Optional("tiers", NumberShape.Whole(1, 1000), "number of tiers, for reduce_tiers"),
            Optional("equity_below", NumberShape.NotNegative, "only while equity is below this multiple of maintenance margin"),
            Optional("notional_above", NumberShape.Positive, "only for positions worth more"),
            Optional("from_tier", NumberShape.Whole(1, 1000), "only from this tier on, the first is 1"),
            Optional("once", ChoiceShape.Flag, "whether it is tried once and then passed over"),
            Optional("wait_seconds", NumberShape.NotNegative, "how long the next stage waits afterwards")
        );

    private static Answer Evaluate(Fields parameters, Fields facts)
    {
        var stages = parameters.Records("stages").Select(StageOf).ToArray();
        var begins = parameters.Number("begins_below", 1);
        var ends = parameters.Number("ends_at", begins);
        if (ends < begins)
        {
            throw new RuleException("is_running", "the model lets liquidation end below where it begins; mend ends_at.");
        }

        var position = new StagedPosition(
            facts.Number("equity"),
            facts.Number("maintenance_margin"),
            facts.Number("size"),
            facts.Number("notional"),
            facts.Flag("has_orders"),
            facts.Numbers("tier_floors"),
            facts.Texts("done")
        );
        if (position.TierFloors.Count > 0 && (position.TierFloors[0] != 0 || !IsRising(position.TierFloors)))
        {
            throw new RuleException("tier_floors", "floors must begin at 0 and rise.");
        }

        var isDue = StagedCloseOut.IsDue(
            position.Equity,
            position.Maintenance,
            begins,
            ends,
            facts.Flag("is_running"),
            parameters.Flag("at_the_line")
        );
        var answer = new Answer().With("is_liquidated", isDue);
        if (!isDue)
        {
            return answer;
        }

        if (StagedCloseOut.Next(stages, position) is not { } stage)
        {
            return answer.With("stage", new AnswerNothing("no stage is left"));
        }

        var size = StagedCloseOut.SizeOf(stage, position);
        var notional = position.Notional * size / position.Size;
        return answer
            .With("stage", stage.Name)
            .With("do", Actions.First(action => action.Value == stage.Action).Key)
            .With("size_closed", size)
            .With("size_left", position.Size - size)
            .With("notional_closed", notional)
            .With("fee", notional * parameters.Number("fee_rate", 0))
            .With("wait_seconds", stage.WaitSeconds, "s");
    }

    private static CloseOutStage StageOf(Fields stage)
    {
        var action = Actions[stage.Text("do")];
        var field = action switch
        {
            CloseOutAction.CloseShare => "share",
            CloseOutAction.CloseSize => "size",
            CloseOutAction.ReduceTiers => "tiers",
            _ => null,
        };
        if (field is not null && !stage.Has(field))
        {
            throw new RuleException("done", $"the model's stage {stage.Text("name")} needs {field}.");
        }

        return new(
            stage.Text("name"),
            action,
            field is null ? 0 : stage.Number(field),
            stage.NumberOrNull("equity_below"),
            stage.Number("notional_above", 0),
            (int)stage.Whole("from_tier", 1),
            stage.Flag("once"),
            stage.Number("wait_seconds", 0)
        );
    }

    private static bool IsRising(IReadOnlyList<decimal> floors) => floors.Zip(floors.Skip(1)).All(pair => pair.Second > pair.First);

    private static RuleKind Reward { get; } =
        new(
            "keeper_reward",
            "What whoever liquidates is paid, within bounds; with maintenance margin it makes the line below which an account is liquidated.",
            "Synthetix v3, perps market: min(max(least, rewards + costs), most)",
            new(
                Optional("least", NumberShape.NotNegative, "least reward; none without it"),
                Optional("most", NumberShape.NotNegative, "largest reward; none without it")
            ),
            new(
                Required("rewards", NumberShape.NotNegative, "rewards for the positions"),
                Optional("costs", NumberShape.NotNegative, "what the liquidation costs, all its windows together; 0 without it"),
                Required("maintenance_margin", NumberShape.NotNegative, "maintenance margin of the account"),
                Required("available_margin", NumberShape.Any, "what the account has")
            ),
            (parameters, facts) =>
            {
                var reward = KeeperReward.Of(
                    facts.Number("rewards"),
                    facts.Number("costs", 0),
                    parameters.NumberOrNull("least"),
                    parameters.NumberOrNull("most")
                );
                var line = facts.Number("maintenance_margin") + reward;
                return new Answer()
                    .With("reward", reward)
                    .With("line", line)
                    .With("is_liquidated", line > facts.Number("available_margin"));
            }
        );
}
