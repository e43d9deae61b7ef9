using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Simulation.Audit;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Tests.Audit;

/// <summary>A small venue that lives through a crash; every command's events are kept, so that an auditor can be shown them with a fault.</summary>
/// <remarks>A user longs one coin at 100 with 12 dollars of its own (8x), a maker is short; the price falls to 90, the position goes to the book.</remarks>
internal sealed class AuditScene
{
    private static readonly AssetId Dollar = new(0);
    private readonly MarginEngine _engine = new(new VenueParameters { Numeraire = Dollar });
    private readonly List<AuditBatch> _batches = [];
    private long _seconds = 1_600_000_000;
    private long _trade;

    /// <param name="fund">What the insurance fund has, in millionths of a dollar; without anything the rest is deleveraged.</param>
    public AuditScene(long fund = 20_000_000)
    {
        Keep();
        List();
        User = Open(AccountKind.User, 12_000_000);
        Other = Open(AccountKind.User, 50_000_000);
        Maker = Open(AccountKind.MarketMaker, 500_000_000);
        if (fund > 0)
        {
            Send(new FundInsurance(Now, Dollar, new(fund)));
        }

        Quote(10_000);
        Trade(User, 1_000, 10_000, OrderId.None);
        Trade(Other, -500, 10_000, OrderId.None);
        Quote(9_400);
        Quote(8_920);
        LiquidationAt = Now;
        var order = LastOrder();
        Trade(User, -100, 8_900, order);
        Send(new ReportOrderDone(Now, order));
        Quote(8_900);
    }

    public AccountId User { get; }

    public AccountId Other { get; }

    public AccountId Maker { get; }

    public MarginEngine Engine => _engine;

    public IReadOnlyList<AuditBatch> Batches => _batches;

    private Timestamp Now => Timestamp.FromMilliseconds(_seconds * 1000);

    /// <summary>What an auditor finds in these events as they are, or after one was changed.</summary>
    /// <param name="change">Gets every event; returns its bytes, changed or not, or null to leave it out.</param>
    public (Auditor Auditor, AuditResult Result) Audit(Func<EventKind, byte[], byte[]?>? change = null)
    {
        var auditor = new Auditor(sampleEveryMs: 60_000);
        foreach (var batch in _batches)
        {
            var shown = new AuditBatch();
            for (var i = 0; i < batch.Count; i++)
            {
                var body = batch.BodyAt(i).ToArray();
                if (change is null || change(batch.KindAt(i), body) is { } changed && (body = changed) is not null)
                {
                    shown.Append(batch.KindAt(i), body, batch.PayloadAt(i));
                }
            }

            auditor.Fold(shown);
        }

        return (auditor, auditor.Result());
    }

    /// <summary>The events up to the tick at which the user's liquidation order goes out, changed like above; its last batch gets <paramref name="more"/>.</summary>
    public Auditor AuditToLiquidation(Func<EventKind, byte[], byte[]?>? change = null, Action<AuditBatch>? more = null)
    {
        var auditor = new Auditor(sampleEveryMs: 60_000);
        foreach (var batch in _batches)
        {
            var shown = new AuditBatch();
            var isLast = false;
            for (var i = 0; i < batch.Count; i++)
            {
                isLast |= batch.KindAt(i) == EventKind.LiquidationOrderPlaced;
                var body = batch.BodyAt(i).ToArray();
                if ((change is null ? body : change(batch.KindAt(i), body)) is { } changed)
                {
                    shown.Append(batch.KindAt(i), changed, batch.PayloadAt(i));
                }
            }

            if (isLast)
            {
                more?.Invoke(shown);
            }

            auditor.Fold(shown);
            if (isLast)
            {
                return auditor;
            }
        }

        throw new InvalidOperationException("The crash liquidated nobody.");
    }

    /// <summary>When the user's liquidation order went out.</summary>
    public Timestamp LiquidationAt { get; private set; }

    private void List()
    {
        Send(
            new ListAsset(
                Now,
                new AssetParameters
                {
                    Id = Dollar,
                    Symbol = "USD",
                    Decimals = 6,
                }
            )
        );
        for (ushort index = 0; index < 2; index++)
        {
            Send(
                new ListIndex(
                    Now,
                    new IndexParameters
                    {
                        Id = new(index),
                        Symbol = index == 0 ? "ABC/USD" : "XYZ/USD",
                        Decimals = 2,
                        Sources = [new("a", 1), new("b", 1), new("c", 1)],
                    }
                )
            );
        }

        var tiers = RiskTierTable.Progressive(
            [(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1)), (new(50_000_000), Rate.FromPercent(5), Rate.FromPercent(2))],
            TierBoundary.FloorInclusive
        );
        Send(
            new ListInstrument(
                Now,
                new InstrumentParameters
                {
                    Id = new(0),
                    Symbol = "ABC-PERP",
                    Kind = InstrumentKind.Perpetual,
                    Payoff = Payoff.Linear,
                    SettlementAsset = Dollar,
                    Underlying = new(0),
                    PriceDecimals = 2,
                    QuantityDecimals = 3,
                    TickSize = new(1),
                    LotSize = new(1),
                    Tiers = tiers,
                    Fees = new(Rate.FromBasisPoints(1), Rate.FromBasisPoints(5), Rate.FromBasisPoints(50)),
                }
            )
        );
    }

    private AccountId Open(AccountKind kind, long deposit)
    {
        Send(new OpenAccount(Now, 1, kind));
        var account = new AccountId(_engine.AccountCount - 1);
        Send(new DepositCollateral(Now, account, Dollar, new(deposit)));
        return account;
    }

    private void Quote(long price)
    {
        _seconds += 15;
        var quotes = Enumerable.Range(0, 3).Select(source => new IndexQuote(new(0), (byte)source, new(price), new(price))).ToArray();
        Send(new SubmitQuotes(Now, quotes, Array.Empty<BookQuote>()));
    }

    private void Trade(AccountId taker, long quantity, long price, OrderId order) =>
        Send(new RecordTrades(Now, new[] { new TradeLeg(++_trade, new(0), new(quantity), new(price), taker, order, Maker, OrderId.None) }));

    private OrderId LastOrder()
    {
        for (var i = 0; i < _engine.Events.Count; i++)
        {
            if (_engine.Events[i].Kind == EventKind.LiquidationOrderPlaced)
            {
                return _engine.Events[i].As<LiquidationOrderPlaced>().Order;
            }
        }

        throw new InvalidOperationException("The crash liquidated nobody.");
    }

    private void Send(Command command)
    {
        var result = _engine.Apply(command);
        if (!result.IsAccepted)
        {
            throw new InvalidOperationException($"{command.GetType().Name} was refused: {result.Reason}, {result.Field}");
        }

        Keep();
    }

    private void Keep()
    {
        var batch = new AuditBatch();
        batch.CopyFrom(_engine.Events);
        _batches.Add(batch);
    }
}
