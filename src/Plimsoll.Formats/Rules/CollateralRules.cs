using Plimsoll.Collateral;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>What collateral counts.</summary>
internal static class CollateralRules
{
    public static IEnumerable<RuleKind> Kinds => [DiscountLadder];

    /// <summary>The fields of a ladder, for whatever states one.</summary>
    public static RecordField[] LadderFields =>
        [
            Required(
                "rungs",
                new ListShape(new TupleShape(("up_to", NumberShape.Positive), ("rate", NumberShape.Share)), 1),
                "rows of the amount up to which a rate holds, rising, and the share of the value that counts, not rising"
            ),
            Optional("amount_step", NumberShape.Positive, "amount that each further rung adds; nothing counts beyond the rungs without it"),
            Optional("rate_step", NumberShape.Positive, "rate that each further rung takes off, until zero"),
        ];

    /// <summary>Reads a ladder from its fields.</summary>
    public static SteppedLadder LadderOf(Fields fields)
    {
        var (amount, rate) = (fields.NumberOrNull("amount_step"), fields.NumberOrNull("rate_step"));
        if (amount is null != rate is null)
        {
            throw new RuleException("rungs", "a ladder with steps needs both amount_step and rate_step.");
        }

        DiscountRung[] rungs = [.. fields.Rows("rungs").Select(row => new DiscountRung(row[0], row[1]))];
        (decimal, decimal)? step = amount is null || rate is null ? null : (amount.Value, rate.Value);
        return SteppedLadder.FaultOf(rungs, step) is { } fault ? throw new RuleException("rungs", fault) : new(rungs, step);
    }

    private static RuleKind DiscountLadder { get; } =
        new(
            "discount_ladder",
            "The share of a collateral's value that counts, slice by slice: some explicit rungs, then constant steps until nothing counts.",
            "OKX, discount rate tiers; Binance portfolio margin",
            new(LadderFields),
            new(
                Optional("tier", NumberShape.Whole(1, SteppedLadder.MaxRungs), "number of a rung, the first is 1"),
                Optional("amount", NumberShape.Any, "amount held, negative when owed"),
                Optional("price", NumberShape.Positive, "price of the asset; 1 without it")
            ),
            (parameters, facts) =>
            {
                var ladder = LadderOf(parameters);
                var answer = new Answer();
                if (facts.Has("tier"))
                {
                    var rung =
                        ladder.Rung((int)facts.Whole("tier"))
                        ?? throw new RuleException("tier", "the ladder has no steps and ends before this rung.");
                    answer.With("cap", rung.UpTo).With("rate", rung.Rate);
                }

                if (facts.NumberOrNull("amount") is { } amount)
                {
                    var counted = ladder.Counted(amount);
                    answer
                        .With("counted", counted)
                        .With("value", counted * facts.Number("price", 1))
                        .With("effective_rate", amount == 0 ? null : counted / amount, "", "nothing is held");
                }

                return answer.Parts.Count > 0 ? answer : throw new RuleException("tier", "give a tier or an amount.");
            }
        );
}
