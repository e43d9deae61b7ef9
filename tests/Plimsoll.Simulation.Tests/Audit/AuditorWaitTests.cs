using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Engine.Venue;
using Plimsoll.Simulation.Audit;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Tests.Audit;

/// <summary>What excuses an account below its line, and what does not: histories in which an engine waits for something that is not there.</summary>
public sealed class AuditorWaitTests
{
    private static readonly AuditScene Scene = new();
    private static readonly IndexId Own = new(0);
    private static readonly IndexId Unrelated = new(1);

    [Fact, Trait("Criterion", "REPL-040")]
    public void An_order_excuses_until_its_deadline_and_not_beyond()
    {
        var auditor = Scene.AuditToLiquidation();

        Assert.Equal(0, MissedAfter(auditor, seconds: 29));
        Assert.Equal(1, MissedAfter(auditor, seconds: 30));
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_deadline_later_than_the_rules_allow_excuses_no_longer()
    {
        var auditor = Scene.AuditToLiquidation(
            (kind, body) =>
                kind == EventKind.LiquidationOrderPlaced
                    ? Bytes(MemoryMarshal.Read<LiquidationOrderPlaced>(body) with { Deadline = Timestamp.Never })
                    : body
        );

        Assert.Equal(0, MissedAfter(auditor, seconds: 29));
        Assert.Equal(1, MissedAfter(auditor, seconds: 30));
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_liquidation_without_an_order_is_missed()
    {
        var auditor = Scene.AuditToLiquidation((kind, body) => kind == EventKind.LiquidationOrderPlaced ? null : body);

        Assert.Equal(1, auditor.Missed);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_liquidation_whose_order_is_over_is_missed_without_a_tick()
    {
        OrderId order = default;
        var auditor = Scene.AuditToLiquidation(
            (kind, body) =>
            {
                order = kind == EventKind.LiquidationOrderPlaced ? MemoryMarshal.Read<LiquidationOrderPlaced>(body).Order : order;
                return body;
            }
        );

        Fold(auditor, new OrderClosed(order, OrderCloseReason.TimedOut));

        Assert.Equal(1, auditor.Missed);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void An_order_of_somebody_who_is_not_in_liquidation_excuses_nobody()
    {
        var auditor = Scene.AuditToLiquidation((kind, body) => kind == EventKind.LiquidationStarted ? null : body);

        Assert.Equal(1, auditor.Missed);
    }

    [Theory, Trait("Criterion", "REPL-040")]
    [InlineData(HoldReason.Pause)]
    [InlineData(HoldReason.PauseGrace)]
    [InlineData(HoldReason.ProtectiveWindow)]
    [InlineData(HoldReason.NoSource)]
    public void A_hold_that_is_only_claimed_excuses_nobody(HoldReason reason)
    {
        var auditor = Held(reason);

        Assert.Equal(1, auditor.Missed);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_hold_that_nobody_was_told_of_excuses_nobody()
    {
        var auditor = Scene.AuditToLiquidation(WithoutLiquidation, batch => Append(batch, Window(Own, Timestamp.Never)));

        Assert.Equal(1, auditor.Missed);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_pause_excuses_and_its_grace_as_long_as_the_rules_say()
    {
        var auditor = Held(HoldReason.Pause, batch => Append(batch, new VenuePaused(Scene.LiquidationAt, Timestamp.Never)));
        Assert.Equal(0, MissedAfter(auditor, seconds: 86_399));
        Assert.Equal(1, MissedAfter(auditor, seconds: 86_400));

        var resumed = Held(
            HoldReason.Pause,
            batch =>
            {
                Append(batch, new VenuePaused(Scene.LiquidationAt, Timestamp.Never));
                Append(batch, new VenueResumed(Timestamp.Never, ResumeCause.Operator));
            }
        );
        Assert.Equal(0, MissedAfter(resumed, seconds: 599));
        Assert.Equal(1, MissedAfter(resumed, seconds: 600));
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_window_excuses_who_depends_on_its_index_until_its_bound()
    {
        var auditor = Held(HoldReason.ProtectiveWindow, batch => Append(batch, Window(Own, After(120))));

        Assert.Equal(0, MissedAfter(auditor, seconds: 119));
        Assert.Equal(1, MissedAfter(auditor, seconds: 120));
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_window_without_end_excuses_as_long_as_the_rules_let_it_stay_open()
    {
        var auditor = Held(HoldReason.ProtectiveWindow, batch => Append(batch, Window(Own, Timestamp.Never)));

        Assert.Equal(0, MissedAfter(auditor, seconds: 299));
        Assert.Equal(1, MissedAfter(auditor, seconds: 300));
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_window_that_closed_excuses_nobody()
    {
        var auditor = Held(HoldReason.ProtectiveWindow, batch => Append(batch, Window(Own, Timestamp.Never)));

        Fold(auditor, new ProtectiveWindowClosed(Own, WindowOutcome.Returned, Scene.LiquidationAt), new ClockAdvanced(After(1)));

        Assert.Equal(1, auditor.Missed);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_lost_source_excuses_who_depends_on_it_until_the_bound()
    {
        var auditor = Held(HoldReason.NoSource, batch => Append(batch, new NoSourceHoldOpened(Own, Timestamp.Never)));

        Assert.Equal(0, MissedAfter(auditor, seconds: 599));
        Assert.Equal(1, MissedAfter(auditor, seconds: 600));
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_lost_source_that_is_back_excuses_nobody()
    {
        var auditor = Held(HoldReason.NoSource, batch => Append(batch, new NoSourceHoldOpened(Own, Timestamp.Never)));

        Fold(auditor, new NoSourceHoldClosed(Own), new ClockAdvanced(After(1)));

        Assert.Equal(1, auditor.Missed);
    }

    [Fact, Trait("Criterion", "REPL-040")]
    public void A_hold_on_an_unrelated_index_excuses_nobody()
    {
        Assert.Equal(1, Held(HoldReason.ProtectiveWindow, batch => Append(batch, Window(Unrelated, After(120)))).Missed);
        Assert.Equal(1, Held(HoldReason.NoSource, batch => Append(batch, new NoSourceHoldOpened(Unrelated, After(120)))).Missed);
    }

    /// <summary>The user is held instead of being liquidated; what for, <paramref name="more"/> says.</summary>
    private static Auditor Held(HoldReason reason, Action<AuditBatch>? more = null) =>
        Scene.AuditToLiquidation(
            WithoutLiquidation,
            batch =>
            {
                more?.Invoke(batch);
                Append(batch, new AccountHeld(Scene.User, reason, Timestamp.Never));
            }
        );

    private static byte[]? WithoutLiquidation(EventKind kind, byte[] body) =>
        kind is EventKind.LiquidationStarted or EventKind.LiquidationOrderPlaced ? null : body;

    private static ProtectiveWindowOpened Window(IndexId index, Timestamp until) => new(index, new(10_000), new(8_920), until);

    private static Timestamp After(int seconds) => Scene.LiquidationAt + Duration.FromSeconds(seconds);

    private static long MissedAfter(Auditor auditor, int seconds)
    {
        Fold(auditor, new ClockAdvanced(After(seconds)));
        return auditor.Missed;
    }

    private static void Fold<T>(Auditor auditor, T recorded)
        where T : unmanaged, IEvent
    {
        var batch = new AuditBatch();
        Append(batch, recorded);
        auditor.Fold(batch);
    }

    private static void Fold<T1, T2>(Auditor auditor, T1 first, T2 second)
        where T1 : unmanaged, IEvent
        where T2 : unmanaged, IEvent
    {
        var batch = new AuditBatch();
        Append(batch, first);
        Append(batch, second);
        auditor.Fold(batch);
    }

    private static void Append<T>(AuditBatch batch, T recorded)
        where T : unmanaged, IEvent => batch.Append(T.Kind, Bytes(recorded), null);

    private static byte[] Bytes<T>(T recorded)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in recorded)).ToArray();
}
