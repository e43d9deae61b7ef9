using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.InsuranceFund;
using Plimsoll.Liquidation;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>What happens to positions taken over, to the pools that stand behind them, and to losses that nobody covers.</summary>
internal static class TakeoverRules
{
    private const int MostSteps = 100_000;

    private static readonly Shape Rows = new ListShape(new TupleShape(("size", NumberShape.Any), ("price", NumberShape.NotNegative)));

    public static IEnumerable<RuleKind> Kinds => [Account, Disposal, Sharing, Pools];

    private static RuleKind Account { get; } =
        new(
            "takeover_account",
            "Inherits positions at the mark and trades them away; its gains and losses are the insurance pool's.",
            "vegaprotocol/specs 0012-POSR and 0015-INSR",
            new(LeveledMarginFields.Decimals),
            new(
                Required("insurance", NumberShape.NotNegative, "insurance pool at the start"),
                Required(
                    "events",
                    new ListShape(
                        new RecordShape(
                            Optional("mark", NumberShape.NotNegative, "the mark moves, first of all"),
                            Optional("take", NumberShape.Any, "signed size inherited at the mark"),
                            Optional("confiscate", NumberShape.NotNegative, "margin balance that the pool receives"),
                            Optional("dispose", Rows, "trades in the market, negative sizes sold"),
                            Optional("fee", NumberShape.NotNegative, "fee that the pool pays")
                        )
                    ),
                    "what happens, in order"
                )
            ),
            (parameters, facts) =>
            {
                var account = new TakeoverAccount(facts.Number("insurance"), LeveledMarginFields.DecimalsOf(parameters));
                return new Answer().With("after", facts.Records("events").Select(each => Play(account, each)).ToArray());
            }
        );

    private static RuleKind Disposal { get; } =
        new(
            "paced_disposal",
            "The sizes in which an inherited position is given back: a fraction at each step, within a share of what the book holds.",
            "vegaprotocol/specs 0012-POSR",
            new(
                Required(
                    "fraction",
                    new NumberShape
                    {
                        Min = 0,
                        Max = 1,
                        IsMinExcluded = true,
                    },
                    "share of the position tried at each step"
                ),
                Required("full_size", NumberShape.NotNegative, "at or below it all is tried"),
                Required("max_consumed", NumberShape.Share, "largest share of the volume on the other side")
            ),
            new(
                Required("position", NumberShape.Any, "signed size at the start"),
                Required("available", new ListShape(NumberShape.NotNegative, minCount: 1), "volume of the other side; the last holds on"),
                Optional("max_steps", NumberShape.Whole(0, MostSteps), "the most steps")
            ),
            (parameters, facts) =>
            {
                var strategy = new DisposalStrategy(
                    parameters.Number("fraction"),
                    parameters.Number("full_size"),
                    parameters.Number("max_consumed")
                );
                var steps = (int)facts.Whole("max_steps", MostSteps);
                return new Answer().With(
                    "sizes",
                    DisposalSchedule.Sizes(facts.Number("position"), strategy, facts.Numbers("available"), steps)
                );
            }
        );

    private static RuleKind Sharing { get; } =
        new(
            "pro_rata_loss_socialisation",
            "Collects losses, draws on the insurance pool, and cuts this round's gains in proportion to what is missing.",
            "vegaprotocol/specs 0002-STTL and 0003-MTMK",
            new(
                Optional("remainder_to", TextShape.Any, "the winner that gets what rounding leaves; the last if absent or not among them"),
                Optional("share_decimals", NumberShape.Whole(0, 28), "decimals of the share collected; 16 if absent")
            ),
            new(
                Required("insurance", NumberShape.NotNegative, "insurance pool before"),
                Required(
                    "losers",
                    new ListShape(
                        new RecordShape(
                            Required("party", TextShape.Any, "who"),
                            Required("due", NumberShape.NotNegative, "what it owes"),
                            Optional("margin", NumberShape.NotNegative, "taken first; 0 if absent"),
                            Optional("general", NumberShape.NotNegative, "taken second; 0 if absent"),
                            Optional("bond", NumberShape.NotNegative, "taken third; 0 if absent")
                        )
                    ),
                    "who owes, in the order in which the pool helps"
                ),
                Required(
                    "winners",
                    new ListShape(
                        new RecordShape(
                            Required("party", TextShape.Any, "who"),
                            Required("due", NumberShape.NotNegative, "what it is owed")
                        ),
                        minCount: 1
                    ),
                    "who is owed, in the order visited"
                )
            ),
            (parameters, facts) =>
            {
                var winners = facts.Records("winners").Select(each => (Party: each.Text("party"), Due: each.Number("due"))).ToArray();
                var remainderTo = Array.FindIndex(winners, each => each.Party == parameters.Text("remainder_to", ""));
                var sharing = LossSocialisation.Of(
                    facts.Number("insurance"),
                    facts
                        .Records("losers")
                        .Select(each => new LossMaker(
                            each.Number("due"),
                            each.Number("margin", 0),
                            each.Number("general", 0),
                            each.Number("bond", 0)
                        )),
                    [.. winners.Select(each => each.Due)],
                    remainderTo < 0 ? null : remainderTo,
                    (int)parameters.Whole("share_decimals", 16)
                );
                return new Answer()
                    .With("collected", sharing.Collected)
                    .With("payouts", winners.Zip(sharing.Payouts), each => each.First.Party, each => new AnswerNumber(each.Second, ""))
                    .With("insurance", sharing.Pool);
            }
        );

    private static RuleKind Pools { get; } =
        new(
            "insurance_pool_succession",
            "A successor market inherits a share of its parent's insurance pool; what a closed market leaves goes to the global pool.",
            "vegaprotocol/specs 0015-INSR",
            new(),
            new(
                Required("pools", new MapShape(NumberShape.NotNegative), "pool of each market"),
                Required("global", NumberShape.NotNegative, "global pool"),
                Required(
                    "steps",
                    new ListShape(
                        new VariantShape(
                            new Dictionary<string, RecordShape>(StringComparer.Ordinal)
                            {
                                ["successor"] = new(
                                    Required("parent", TextShape.Any, "market that ends"),
                                    Required("market", TextShape.Any, "market that follows"),
                                    Required("share", NumberShape.Share, "share inherited")
                                ),
                                ["close"] = new(Required("market", TextShape.Any, "market that closes")),
                            }
                        )
                    ),
                    "what happens, in order"
                )
            ),
            (_, facts) =>
            {
                var pools = new InsurancePools(facts.Number("global"));
                var names = facts.NumbersByName("pools");
                foreach (var (name, amount) in names)
                {
                    pools[name] = amount;
                }

                foreach (var step in facts.Records("steps"))
                {
                    if (step.Kind is "close")
                    {
                        pools.Close(step.Text("market"));
                    }
                    else
                    {
                        pools.Inherit(step.Text("parent"), step.Text("market"), step.Number("share"));
                    }
                }

                return new Answer()
                    .With("pools", pools.Markets, each => each, each => new AnswerNumber(pools[each], ""))
                    .With("global", pools.Global);
            }
        );

    private static Answer Play(TakeoverAccount account, Fields step)
    {
        if (step.NumberOrNull("mark") is { } mark)
        {
            account.MoveMark(mark);
        }

        if (account.Mark is null && (step.Has("take") || step.Has("dispose")))
        {
            throw new RuleException("events", "a position cannot be taken over or traded before the first mark.");
        }

        if (step.NumberOrNull("take") is { } size)
        {
            account.TakeOver(size);
        }

        account.Confiscate(step.Number("confiscate", 0));
        foreach (var trade in step.Rows("dispose"))
        {
            account.Trade(trade[0], trade[1]);
        }

        account.PayFee(step.Number("fee", 0));
        return new Answer()
            .With("position", account.Position)
            .With("realised", account.Realised)
            .With("unrealised", account.Unrealised)
            .With("insurance", account.Pool)
            .With("shared", account.Shared);
    }
}
