using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Margin;
using Plimsoll.Simulation.Markets;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Counts liquidations and their routes, and keeps the largest of them whole.</summary>
internal sealed class LiquidationRecorder : IVenueListener
{
    private const int EpisodesKept = 25;
    private const int AdlKept = 200;
    private const decimal DollarUnits = 1_000_000m;
    private readonly IReadOnlyList<ListedPerpetual> _perpetuals;
    private readonly IReadOnlyList<(Underlying Coin, AssetId Asset, int Decimals)> _collateral;
    private readonly ReplayTrace _trace;
    private readonly MarginEngine _engine;
    private readonly AccountLines _lines = new();
    private readonly Dictionary<int, LiquidationEpisode> _open = [];
    private readonly PriorityQueue<LiquidationEpisode, decimal> _largest = new();
    private readonly PriorityQueue<AdlEntry, decimal> _largestAdl = new();
    private readonly HashSet<int> _deleveraged = [];
    private readonly HashSet<int> _held = [];
    private readonly long[] _marks;
    private readonly List<AccountKind> _kinds = [];
    private readonly List<int> _traders = [];
    private readonly bool[] _wasLiquidated;
    private RouteAmounts _atMinute = new(0, 0, 0, 0);
    private long _startedAtMinute;
    private long _nowMs;

    public LiquidationRecorder(
        IReadOnlyList<ListedPerpetual> perpetuals,
        IReadOnlyList<(Underlying Coin, AssetId Asset, int Decimals)> collateral,
        ReplayTrace trace,
        MarginEngine engine,
        int traders
    )
    {
        _perpetuals = perpetuals;
        _collateral = collateral;
        _trace = trace;
        _engine = engine;
        _marks = new long[perpetuals.Count];
        _wasLiquidated = new bool[traders];
    }

    public LiquidationCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public RouteCounts Routes { get; private set; } = new(0, 0, 0, 0);

    public RouteAmounts Amounts { get; private set; } = new(0, 0, 0, 0);

    public AdlFigures Adl { get; private set; } = new(0, 0, 0, 0);

    public decimal Fees { get; private set; }

    public int HeldMost { get; private set; }

    public IReadOnlyList<bool> WasLiquidated => _wasLiquidated;

    public void Begin(long atMs) => _nowMs = atMs;

    /// <summary>A minute is over.</summary>
    public void EndMinute(long minuteMs, decimal fundValue)
    {
        var (before, now) = (_atMinute, Amounts);
        _trace.Minutes.Add(
            new(
                minuteMs,
                (double)(now.Book - before.Book),
                (double)(now.Fund - before.Fund),
                (double)(now.Adl - before.Adl),
                (double)(now.Socialised - before.Socialised),
                (int)(Counts.Started - _startedAtMinute),
                (double)fundValue,
                _held.Count
            )
        );
        (_atMinute, _startedAtMinute) = (now, Counts.Started);
    }

    /// <summary>The replay is over: hands the largest to the trace.</summary>
    public void Finish()
    {
        _trace.Largest.AddRange(
            _largest
                .UnorderedItems.OrderByDescending(item => item.Priority)
                .ThenBy(item => item.Element.StartMs)
                .ThenBy(item => item.Element.Account)
                .Select(item => item.Element)
        );
        _trace.Adl.AddRange(
            _largestAdl
                .UnorderedItems.OrderByDescending(item => item.Priority)
                .ThenBy(item => item.Element.AtMs)
                .ThenBy(item => item.Element.Winner)
                .Select(item => item.Element)
        );
        Adl = Adl with { Accounts = _deleveraged.Count };
    }

    public void Hear(in EventView heard)
    {
        switch (heard.Kind)
        {
            case EventKind.AccountOpened:
                Hear(heard.As<AccountOpened>());
                break;
            case EventKind.MarkPriceChanged:
                var mark = heard.As<MarkPriceChanged>();
                _marks[mark.Instrument.Value] = mark.Price.Units;
                break;
            case EventKind.PositionChanged:
                _lines.Hear(heard.As<PositionChanged>());
                break;
            case EventKind.AccountHeld:
                _held.Add(heard.As<AccountHeld>().Account.Value);
                HeldMost = Math.Max(HeldMost, _held.Count);
                break;
            case EventKind.AccountReleased:
                _held.Remove(heard.As<AccountReleased>().Account.Value);
                break;
            case EventKind.LiquidationStarted:
                Hear(heard.As<LiquidationStarted>());
                break;
            case EventKind.LiquidationEnded:
                Hear(heard.As<LiquidationEnded>());
                break;
            case EventKind.TradeRecorded:
                Hear(heard.As<TradeRecorded>());
                break;
            case EventKind.PositionTakenOver:
                Hear(heard.As<PositionTakenOver>());
                break;
            case EventKind.PositionDeleveraged:
                Hear(heard.As<PositionDeleveraged>());
                break;
            case EventKind.LossSocialised:
                var loss = heard.As<LossSocialised>();
                Routes = Routes with { Socialised = Routes.Socialised + 1 };
                Amounts = Amounts with { Socialised = Amounts.Socialised + Dollars(loss.Amount) };
                Add(loss.Account, LiquidationStepKind.Socialised, "USD", 0, 0, Dollars(loss.Amount));
                break;
            default:
                HearSteps(heard);
                break;
        }
    }

    private void HearSteps(in EventView heard)
    {
        switch (heard.Kind)
        {
            case EventKind.LiquidationOrderPlaced:
                var order = heard.As<LiquidationOrderPlaced>();
                var listed = _perpetuals[order.Instrument.Value];
                Add(
                    order.Account,
                    LiquidationStepKind.Order,
                    listed.Symbol,
                    listed.Coins(order.Quantity.Units),
                    listed.Underlying.FromUnits(order.LimitPrice),
                    0
                );
                break;
            case EventKind.LiquidationOrderRecalled:
                Add(heard.As<LiquidationOrderRecalled>().Account, LiquidationStepKind.Recalled, "", 0, 0, 0);
                break;
            case EventKind.MoneyPosted:
                var posted = heard.As<MoneyPosted>();
                _lines.Hear(posted);
                if (posted.Reason == PostingReason.LiquidationFee)
                {
                    Charge(posted.From, Dollars(posted.Amount));
                }
                else if (posted.Reason is PostingReason.Deposit or PostingReason.IsolatedMargin)
                {
                    Add(posted.To, LiquidationStepKind.Deposit, "USD", 0, 0, Dollars(posted.Amount));
                }

                break;
            case EventKind.CollateralConverted:
                var sold = heard.As<CollateralConverted>();
                var (coin, _, decimals) = _collateral[sold.Sold.Value - 1];
                var coins = (decimal)sold.SoldAmount.Units / ExactMath.PowerOfTen(decimals);
                Add(sold.Account, LiquidationStepKind.Converted, coin.Coin, -coins, 0, Dollars(sold.BoughtAmount));
                break;
            case EventKind.DeficitCovered:
                var deficit = heard.As<DeficitCovered>();
                Add(deficit.Account, LiquidationStepKind.Deficit, "USD", 0, 0, Dollars(deficit.Amount));
                break;
            case EventKind.DeleveragingFeeCharged:
                var fee = heard.As<DeleveragingFeeCharged>();
                Add(fee.Account, LiquidationStepKind.DeleveragingFee, _perpetuals[fee.Instrument.Value].Symbol, 0, 0, Dollars(fee.Fee));
                break;
            case EventKind.DeleveragingCharged:
                var charged = heard.As<DeleveragingCharged>();
                Adl = Adl with { GivenUp = Adl.GivenUp + Dollars(charged.Amount) };
                Add(charged.Account, LiquidationStepKind.GivenUp, "USD", 0, 0, Dollars(charged.Amount));
                break;
        }
    }

    private static decimal Dollars(Money amount) => (decimal)amount.Units / DollarUnits;

    private bool IsUser(AccountId account) => _kinds[account.Value] is AccountKind.User or AccountKind.Isolated;

    private void Hear(in AccountOpened opened)
    {
        while (_kinds.Count <= opened.Account.Value)
        {
            _kinds.Add(AccountKind.Venue);
            _traders.Add(-1);
        }

        _kinds[opened.Account.Value] = opened.AccountKind;
        _traders[opened.Account.Value] = opened.AccountKind switch
        {
            AccountKind.User => opened.Owner,
            AccountKind.Isolated => _traders[opened.Parent.Value],
            _ => -1,
        };
    }

    private void Hear(in LiquidationStarted started)
    {
        _held.Remove(started.Account.Value);
        if (!IsUser(started.Account))
        {
            return;
        }

        Counts = Counts with { Started = Counts.Started + 1 };
        _wasLiquidated[_traders[started.Account.Value]] = true;
        var positions = _lines.PositionsOf(started.Account).Select(PositionOf).ToList();
        var notional = positions.Sum(position => position.Notional);
        if (_largest.Count == EpisodesKept)
        {
            if (notional <= _largest.Peek().Notional)
            {
                return;
            }

            _largest.Dequeue();
        }

        // Explained only now: most liquidations are too small to be told, and a tree costs more than a decision.
        var explanation = _lines.Explain(started.Account, _engine.CopyMarket());
        var episode = new LiquidationEpisode
        {
            Account = started.Account.Value,
            Trader = _traders[started.Account.Value],
            IsIsolated = _kinds[started.Account.Value] == AccountKind.Isolated,
            StartMs = _nowMs,
            Equity = Dollars(started.Equity),
            MaintenanceMargin = Dollars(started.MaintenanceMargin),
            NetLiquidationValue = Dollars(started.NetLiquidationValue),
            Positions = positions,
            EquityTree = InDollars(explanation.Equity),
            MaintenanceTree = explanation.MaintenanceMargin,
        };
        _largest.Enqueue(episode, episode.Notional);
        _open[episode.Account] = episode;
    }

    private EpisodePosition PositionOf(PositionLine line)
    {
        var listed = _perpetuals[line.Instrument.Value];
        var coins = listed.Coins(line.Quantity.Units);
        var mark = listed.Underlying.FromUnits(new(_marks[line.Instrument.Value]));
        var cost = Dollars(line.Cost);
        return new(listed.Symbol, coins, cost / coins, mark, (coins * mark) - cost);
    }

    /// <summary>The calculator knows an index price in units alone; the listing knows where its point stands.</summary>
    private ExplanationNode InDollars(ExplanationNode equity)
    {
        var decimals = _collateral.ToDictionary(one => one.Coin.Coin, one => one.Coin.Decimals);
        return equity with
        {
            Children =
            [
                .. equity.Children.Select(leaf =>
                    decimals.TryGetValue(leaf.Label, out var digits)
                        ? leaf with
                        {
                            Inputs =
                            [
                                .. leaf.Inputs.Select(input =>
                                    input.Unit.Length > 0 ? input : new("index price", input.Units, digits, "USD")
                                ),
                            ],
                        }
                        : leaf
                ),
            ],
        };
    }

    private void Hear(in LiquidationEnded ended)
    {
        if (!IsUser(ended.Account))
        {
            return;
        }

        Counts = ended.Outcome switch
        {
            LiquidationOutcome.Cured => Counts with { Cured = Counts.Cured + 1 },
            LiquidationOutcome.Restored => Counts with { Partial = Counts.Partial + 1 },
            _ => Counts with { Full = Counts.Full + 1 },
        };
        if (_open.Remove(ended.Account.Value, out var episode))
        {
            episode.EndMs = _nowMs;
            episode.Outcome = ended.Outcome;
            episode.EquityAfter = Dollars(ended.Equity);
            episode.MaintenanceAfter = Dollars(ended.MaintenanceMargin);
        }
    }

    private void Hear(in TradeRecorded trade)
    {
        if (trade.IsLiquidation != Flag.Yes)
        {
            return;
        }

        var listed = _perpetuals[trade.Instrument.Value];
        var coins = listed.Coins(trade.Quantity.Units);
        var price = listed.Underlying.FromUnits(trade.Price);
        Routes = Routes with { Book = Routes.Book + 1 };
        Amounts = Amounts with { Book = Amounts.Book + (Math.Abs(coins) * price) };
        Add(trade.Taker, LiquidationStepKind.Fill, listed.Symbol, coins, price, Dollars(trade.TakerFee));
    }

    private void Hear(in PositionTakenOver takeover)
    {
        var listed = _perpetuals[takeover.Instrument.Value];
        var notional = Dollars(takeover.Value.Abs());
        Routes = Routes with { Fund = Routes.Fund + 1 };
        Amounts = Amounts with { Fund = Amounts.Fund + notional };
        var coins = -listed.Coins(takeover.Quantity.Units);
        Add(takeover.Account, LiquidationStepKind.Takeover, listed.Symbol, coins, notional / Math.Abs(coins), Dollars(takeover.Fee));
    }

    private void Hear(in PositionDeleveraged closed)
    {
        var listed = _perpetuals[closed.Instrument.Value];
        var coins = listed.Coins(closed.Quantity.Units);
        var notional = Dollars(closed.Value.Abs());
        var entry = new AdlEntry(
            _nowMs,
            closed.Account.Value,
            AccountNames.Of(closed.Account, _kinds[closed.Account.Value]),
            closed.Winner.Value,
            AccountNames.Of(closed.Winner, _kinds[closed.Winner.Value]),
            listed.Symbol,
            coins,
            notional / Math.Abs(coins),
            notional,
            Dollars(closed.GiveUpLimit),
            closed.Score > 0
        );
        Routes = Routes with { Adl = Routes.Adl + 1 };
        Amounts = Amounts with { Adl = Amounts.Adl + notional };
        Adl = Adl with { Events = Adl.Events + 1, Notional = Adl.Notional + notional };
        _deleveraged.Add(closed.Winner.Value);
        Add(closed.Account, LiquidationStepKind.Deleveraged, listed.Symbol, -coins, entry.Price, 0);
        if (_largestAdl.Count < AdlKept)
        {
            _largestAdl.Enqueue(entry, notional);
        }
        else
        {
            _largestAdl.EnqueueDequeue(entry, notional);
        }
    }

    private void Charge(AccountId account, decimal fee)
    {
        Fees += fee;
        if (_open.TryGetValue(account.Value, out var episode))
        {
            episode.Fees += fee;
        }
    }

    private void Add(AccountId account, LiquidationStepKind kind, string symbol, decimal coins, decimal price, decimal amount)
    {
        if (_open.TryGetValue(account.Value, out var episode))
        {
            episode.Steps.Add(new(_nowMs, kind, symbol, coins, price, amount));
        }
    }
}
