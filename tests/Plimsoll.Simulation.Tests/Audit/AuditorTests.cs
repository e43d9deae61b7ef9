using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Simulation.Audit;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Tests.Audit;

public sealed class AuditorTests
{
    private static readonly AuditScene Scene = new();

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_sound_history_is_found_sound()
    {
        var (_, result) = Scene.Audit();

        Assert.Equal((0, 0), (result.Missed, result.QuantityFaults));
        Assert.Equal(0, result.Conservation["USD"]);
        Assert.True(result.AccountChecks > 5);
    }

    [Fact, Trait("Criterion", "REPL-043")]
    public void Its_books_are_the_engines_books()
    {
        var (auditor, _) = Scene.Audit();

        for (var account = 0; account < Scene.Engine.AccountCount; account++)
        {
            var (quantity, cost) = Scene.Engine.PositionOf(new(account), new(0));
            Assert.Equal(Scene.Engine.Balance(new(account), new(0)).Units, auditor.Balance(account, 0));
            Assert.Equal((quantity.Units, cost.Units), auditor.Position(account, 0));
        }
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void Any_posting_that_is_left_out_shows()
    {
        var postings = Count(EventKind.MoneyPosted);
        Assert.True(postings > 8);

        for (var dropped = 0; dropped < postings; dropped++)
        {
            var reason = default(PostingReason);
            var seen = 0;
            var (auditor, result) = Scene.Audit(
                (kind, body) =>
                {
                    if (kind == EventKind.MoneyPosted && seen++ == dropped)
                    {
                        reason = MemoryMarshal.Read<MoneyPosted>(body).Reason;
                        return null;
                    }

                    return body;
                }
            );

            // Money from outside is in no other event: it shows when Outside is compared with what was sent in.
            var isSeen =
                result.Conservation["USD"] != 0
                || auditor.Balance(AccountId.Outside.Value, 0) != Scene.Engine.Balance(AccountId.Outside, new(0)).Units;
            Assert.True(isSeen, $"The posting for {reason} was dropped unseen.");
        }
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_position_change_that_is_left_out_shows()
    {
        for (var dropped = 0; dropped < Count(EventKind.PositionChanged); dropped++)
        {
            var seen = 0;

            var (_, result) = Scene.Audit((kind, body) => kind == EventKind.PositionChanged && seen++ == dropped ? null : body);

            Assert.True(result.QuantityFaults > 0);
        }
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_trade_at_another_price_than_its_event_says_shows()
    {
        var (_, result) = Scene.Audit(
            (kind, body) =>
                kind == EventKind.TradeRecorded
                    ? Bytes(
                        MemoryMarshal.Read<TradeRecorded>(body) is var trade ? trade with { Price = new(trade.Price.Units + 1) } : trade
                    )
                    : body
        );

        Assert.NotEqual(0, result.Conservation["USD"]);
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_fee_that_goes_to_somebody_else_shows()
    {
        var (_, result) = Scene.Audit(
            (kind, body) =>
                kind == EventKind.MoneyPosted && MemoryMarshal.Read<MoneyPosted>(body) is { Reason: PostingReason.LiquidationFee } fee
                    ? Bytes(fee with { To = Scene.Other })
                    : body
        );

        Assert.NotEqual(0, result.Conservation["USD"]);
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_takeover_that_states_another_value_than_the_mark_gives_shows()
    {
        var (_, result) = Scene.Audit(
            (kind, body) =>
                kind == EventKind.PositionTakenOver && MemoryMarshal.Read<PositionTakenOver>(body) is var taken
                    ? Bytes(taken with { Value = new(taken.Value.Units + 1) })
                    : body
        );

        Assert.NotEqual(0, result.Conservation["USD"]);
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void The_liquidation_fee_of_what_is_deleveraged_is_checked()
    {
        var scene = new AuditScene(fund: 0);
        var deleveraged = 0;

        var sound = scene.Audit(
            (kind, body) =>
            {
                deleveraged += kind == EventKind.PositionDeleveraged ? 1 : 0;
                return body;
            }
        );
        var silent = scene.Audit((kind, body) => kind == EventKind.DeleveragingFeeCharged ? null : body);

        Assert.True(deleveraged > 0);
        Assert.Equal(0, sound.Result.Conservation["USD"]);
        Assert.NotEqual(0, silent.Result.Conservation["USD"]);
    }

    [Fact, Trait("Criterion", "REPL-042")]
    public void A_wrong_mark_shows_as_missed_accounts()
    {
        var (_, result) = Scene.Audit(
            (kind, body) =>
            {
                if (kind == EventKind.MarkPriceChanged)
                {
                    var mark = MemoryMarshal.Read<MarkPriceChanged>(body);
                    var wrong = mark with { Price = new Price(mark.Price.Units * 88 / 100) };
                    MemoryMarshal.Write(body, in wrong);
                }

                return body;
            }
        );

        Assert.True(result.Missed > 0);
        Assert.Equal(Scene.User.Value, result.FirstMissed!.Value.Account);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void An_unhealthy_account_that_nobody_liquidates_is_missed()
    {
        var (_, result) = Scene.Audit((kind, body) => kind == EventKind.LiquidationStarted ? null : body);

        Assert.True(result.Missed > 0);
        Assert.True(result.FirstMissed!.Value.Equity < result.FirstMissed.Value.MaintenanceMargin);
    }

    [Fact, Trait("Criterion", "REPL-044")]
    public void An_event_that_cannot_be_read_is_reported_and_nobody_waits_for_ever()
    {
        var batch = new AuditBatch();
        batch.Append(EventKind.MoneyPosted, [1, 2, 3], null);

        Assert.Throws<InvalidOperationException>(() => new Auditor(60_000).Fold(batch));
    }

    [Fact]
    public void Its_division_rounds_as_named()
    {
        foreach (var dividend in new Int128[] { 7, -7, 0, 8, -8, Int128.MaxValue / 3, Int128.MinValue / 3 })
        {
            var down = AuditMath.Down(dividend, 4);
            Assert.True(down * 4 <= dividend && dividend < (down + 1) * 4);
            var up = AuditMath.Up(dividend, 4);
            Assert.True((up - 1) * 4 < dividend && dividend <= up * 4);
        }
    }

    private static byte[] Bytes<T>(T recorded)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in recorded)).ToArray();

    private static int Count(EventKind kind) =>
        Scene.Batches.Sum(batch => Enumerable.Range(0, batch.Count).Count(i => batch.KindAt(i) == kind));
}
