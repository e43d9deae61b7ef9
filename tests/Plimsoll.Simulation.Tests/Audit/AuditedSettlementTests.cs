using System.Runtime.InteropServices;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Simulation.Audit;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Simulation.Tests.Audit;

/// <summary>Funding, busts and settlements that are wrong in themselves, though their postings agree with one another.</summary>
public sealed class AuditedSettlementTests
{
    [Theory, Trait("Criterion", "REPL-041")]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_funding_rate_that_is_not_the_premiums_average_shows(int nano) =>
        AssertSeen(
            EventKind.FundingSettled,
            (kind, body) =>
                kind == EventKind.FundingSettled && Of<FundingSettled>(body) is var funding
                    ? Bytes(funding with { FundingRate = new(funding.FundingRate.Nano + nano) })
                    : body
        );

    /// <summary>Every payment twice as large, and the rate with it.</summary>
    [Fact, Trait("Criterion", "REPL-041")]
    public void Funding_at_twice_the_rate_shows() =>
        AssertSeen(
            EventKind.FundingSettled,
            (kind, body) =>
                kind switch
                {
                    EventKind.FundingSettled when Of<FundingSettled>(body) is var funding => Bytes(
                        funding with
                        {
                            FundingRate = new((funding.FundingRate.Nano * 2) + 1),
                        }
                    ),
                    EventKind.MoneyPosted when Of<MoneyPosted>(body) is { Reason: PostingReason.Funding } posted => Bytes(
                        posted with
                        {
                            Amount = new(posted.Amount.Units * 2),
                        }
                    ),
                    _ => body,
                }
        );

    [Fact, Trait("Criterion", "REPL-041")]
    public void Funding_at_another_price_than_the_mark_shows() =>
        AssertSeen(
            EventKind.FundingSettled,
            (kind, body) =>
                kind == EventKind.FundingSettled && Of<FundingSettled>(body) is var funding
                    ? Bytes(funding with { MarkPrice = new(funding.MarkPrice.Units + 1) })
                    : body
        );

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_settlement_at_a_price_that_is_neither_the_delivery_price_nor_the_mark_shows() =>
        AssertSeen(
            EventKind.InstrumentClosed,
            (kind, body) =>
                kind == EventKind.InstrumentClosed && Of<InstrumentClosed>(body) is { SettlementPrice.Units: > 0 } closed
                    ? Bytes(closed with { SettlementPrice = new(closed.SettlementPrice.Units + 1) })
                    : body,
            batch => Events<PositionChanged>(batch).Any(changed => changed.Reason == PostingReason.Settlement)
        );

    /// <summary>A position that is left open, with the money of its settlement not paid.</summary>
    [Fact, Trait("Criterion", "REPL-041")]
    public void A_settlement_that_leaves_an_account_out_shows()
    {
        var isLeftOut = false;
        AssertSeen(
            EventKind.InstrumentClosed,
            (kind, body) =>
            {
                if (!isLeftOut && kind == EventKind.PositionChanged && Of<PositionChanged>(body).Reason == PostingReason.Settlement)
                {
                    isLeftOut = true;
                    return null;
                }

                return body;
            },
            batch => Events<PositionChanged>(batch).Any(changed => changed.Reason == PostingReason.Settlement)
        );
    }

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_bust_of_a_trade_that_is_none_shows() =>
        AssertSeen(
            EventKind.TradeBusted,
            (kind, body) => kind == EventKind.TradeBusted ? Bytes(new TradeBusted(Of<TradeBusted>(body).TradeId + 1_000_000)) : body
        );

    [Fact, Trait("Criterion", "REPL-041")]
    public void A_bust_that_moves_nothing_shows() =>
        AssertSeen(
            EventKind.TradeBusted,
            (kind, body) =>
                (kind == EventKind.MoneyPosted && Of<MoneyPosted>(body).Reason == PostingReason.Bust)
                || (kind == EventKind.PositionChanged && Of<PositionChanged>(body).Reason == PostingReason.Bust)
                    ? null
                    : body
        );

    /// <summary>The same bust told again is one too many.</summary>
    [Fact, Trait("Criterion", "REPL-041")]
    public void A_trade_is_undone_once()
    {
        var auditor = Find(EventKind.TradeBusted, batch => true, out var batch);
        auditor.Fold(Shown(batch, (_, body) => body));
        Assert.Equal(0, auditor.Result().QuantityFaults);

        auditor.Fold(Shown(batch, (_, body) => body));

        Assert.True(auditor.Result().QuantityFaults > 0);
    }

    private static void AssertSeen(EventKind found, Func<EventKind, byte[], byte[]?> change, Func<AuditBatch, bool>? isMeant = null)
    {
        var auditor = Find(found, isMeant ?? (_ => true), out var batch);

        auditor.Fold(Shown(batch, change));

        var result = auditor.Result();
        Assert.True(result.QuantityFaults > 0 || result.Conservation.Values.Any(imbalance => imbalance > 0));
    }

    /// <summary>An auditor that has found everything sound up to a command with such an event, and the events of that command.</summary>
    private static Auditor Find(EventKind kind, Func<AuditBatch, bool> isMeant, out AuditBatch found)
    {
        for (ulong seed = 1; seed < 200; seed++)
        {
            var auditor = new Auditor(sampleEveryMs: 60_000);
            var world = new RandomWorld(seed);
            found = new AuditBatch();
            found.CopyFrom(world.Engine.Events);
            auditor.Fold(found);
            for (var step = 0; step < 400; step++)
            {
                if (!world.Apply(world.Next()).IsAccepted)
                {
                    continue;
                }

                found.CopyFrom(world.Engine.Events);
                var batch = found;
                if (Enumerable.Range(0, batch.Count).Any(i => batch.KindAt(i) == kind) && isMeant(batch))
                {
                    var result = auditor.Result();
                    Assert.True(result.QuantityFaults == 0 && result.Conservation.Values.All(imbalance => imbalance == 0));
                    return auditor;
                }

                auditor.Fold(found);
            }
        }

        throw new InvalidOperationException($"No world had {kind}.");
    }

    private static AuditBatch Shown(AuditBatch batch, Func<EventKind, byte[], byte[]?> change)
    {
        var shown = new AuditBatch();
        for (var i = 0; i < batch.Count; i++)
        {
            if (change(batch.KindAt(i), batch.BodyAt(i).ToArray()) is { } body)
            {
                shown.Append(batch.KindAt(i), body, batch.PayloadAt(i));
            }
        }

        return shown;
    }

    private static IEnumerable<T> Events<T>(AuditBatch batch)
        where T : unmanaged, IEvent => Enumerable.Range(0, batch.Count).Where(i => batch.KindAt(i) == T.Kind).Select(batch.As<T>);

    private static T Of<T>(byte[] body)
        where T : unmanaged => MemoryMarshal.Read<T>(body);

    private static byte[] Bytes<T>(T recorded)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in recorded)).ToArray();
}
