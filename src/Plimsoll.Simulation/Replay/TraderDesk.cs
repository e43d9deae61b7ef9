using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Simulation.Population;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Acts for the traders: opens their accounts and positions, and answers their margin calls after a while.</summary>
/// <remarks>docs/spec/0011-replay.md (REPL-023 … REPL-025).</remarks>
internal sealed class TraderDesk : IVenueListener
{
    private const int HalvingsMost = 6;
    private const double ReachBp = 100;
    private const double LotsMost = 1e12;
    private readonly VenueGateway _gateway;
    private readonly IReadOnlyList<InstrumentMarket> _markets;
    private readonly Trader[] _traders;
    private readonly PopulationParameters _parameters;
    private readonly ReplayMargins _margins;
    private readonly AccountId[] _accounts;
    private readonly byte[] _topUps;
    private readonly bool[] _isReducing;
    private readonly List<int> _traderOf = [];
    private readonly List<InstrumentId> _isolatedIn = [];
    private readonly PriorityQueue<Answer, (long AtNs, long Order)> _answers = new();
    private readonly Queue<(int Trader, int Position)> _entries = new();
    private readonly List<TradeLeg> _legs = [];
    private readonly int[] _byEntry;
    private int _entered;
    private long _answersGiven;
    private AccountId _opened;
    private OrderId _placed;
    private Timestamp _now;

    public TraderDesk(
        VenueGateway gateway,
        IReadOnlyList<InstrumentMarket> markets,
        Trader[] traders,
        PopulationParameters parameters,
        ReplayMargins margins
    )
    {
        _margins = margins;
        _gateway = gateway;
        _markets = markets;
        _traders = traders;
        _parameters = parameters;
        _accounts = new AccountId[traders.Length];
        _topUps = new byte[traders.Length];
        _isReducing = new bool[traders.Length];
        _byEntry = [.. Enumerable.Range(0, traders.Length).OrderBy(number => traders[number].EntryAt).ThenBy(number => number)];
    }

    /// <summary>Deposits that answered a margin call.</summary>
    public long TopUps { get; private set; }

    /// <summary>Positions that could not be opened at all.</summary>
    public long Unopened { get; private set; }

    /// <summary>The trader behind an account, isolated ones included; −1 for all others.</summary>
    public int TraderOf(AccountId account) => account.Value < _traderOf.Count ? _traderOf[account.Value] : -1;

    public AccountId AccountOf(int trader) => _accounts[trader];

    public void Hear(in EventView heard)
    {
        switch (heard.Kind)
        {
            case EventKind.AccountOpened:
                Hear(heard.As<AccountOpened>());
                break;
            case EventKind.OrderPlaced:
                _placed = heard.As<OrderPlaced>().Order;
                break;
            case EventKind.MarginCallIssued:
                var call = heard.As<MarginCallIssued>();
                Promise(call.Account, call.MaintenanceMargin);
                break;
            case EventKind.LiquidationStarted:
                var started = heard.As<LiquidationStarted>();
                Promise(started.Account, started.MaintenanceMargin);
                break;
        }
    }

    /// <summary>Opens the accounts and pays in.</summary>
    /// <param name="at">When.</param>
    /// <param name="collateral">By kind: the asset, and units per dollar at the first prices.</param>
    public void OpenAccounts(Timestamp at, Func<CollateralKind, (AssetId Asset, double UnitsPerDollar)> collateral)
    {
        foreach (var trader in _traders)
        {
            _gateway.Require(new OpenAccount(at, trader.Number, AccountKind.User));
            _accounts[trader.Number] = _opened;
            _traderOf[_opened.Value] = trader.Number;
            var (asset, unitsPerDollar) = collateral(trader.Collateral);
            var amount = new Money(Math.Max(1L, (long)(trader.Equity * unitsPerDollar)));
            _gateway.Require(new DepositCollateral(at, _opened, asset, amount));
        }
    }

    /// <summary>The next tick begins: what is heard from now on happens at it.</summary>
    public void Begin(Timestamp now) => _now = now;

    /// <summary>Gives the answers that are due, each at its own moment, before the prices of the next tick.</summary>
    public void Answers(Timestamp until)
    {
        while (_answers.TryPeek(out var answer, out var due) && due.AtNs <= until.Nanoseconds)
        {
            _answers.Dequeue();
            _now = new(Math.Max(_now.Nanoseconds, due.AtNs));
            if (answer.Amount.IsPositive)
            {
                TopUp(answer);
            }
            else
            {
                Reduce(answer);
            }
        }
    }

    /// <summary>Opens the positions that are due.</summary>
    /// <param name="now">The tick.</param>
    /// <param name="passed">Share of the replayed time that has passed.</param>
    public void Entries(Timestamp now, double passed)
    {
        _now = now;
        for (; _entered < _byEntry.Length && _traders[_byEntry[_entered]].EntryAt <= passed; _entered++)
        {
            var trader = _traders[_byEntry[_entered]];
            for (var i = 0; i < trader.Positions.Count; i++)
            {
                _entries.Enqueue((trader.Number, i));
            }
        }

        for (var waiting = _entries.Count; waiting > 0; waiting--)
        {
            var entry = _entries.Dequeue();
            if (!Open(_traders[entry.Trader], _traders[entry.Trader].Positions[entry.Position]))
            {
                _entries.Enqueue(entry); // its market has no price yet, or no source now
            }
        }
    }

    private void Hear(in AccountOpened opened)
    {
        _opened = opened.Account;
        while (_traderOf.Count <= opened.Account.Value)
        {
            _traderOf.Add(-1);
            _isolatedIn.Add(default);
        }

        if (opened.AccountKind == AccountKind.Isolated)
        {
            _traderOf[opened.Account.Value] = TraderOf(opened.Parent);
            _isolatedIn[opened.Account.Value] = opened.Instrument;
        }
    }

    private void Promise(AccountId account, Money maintenance)
    {
        var number = TraderOf(account);
        if (number < 0)
        {
            return;
        }

        var trader = _traders[number];
        var at = _now.Nanoseconds + (trader.AnswerSeconds * 1_000_000_000L);
        if (trader.Answer == MarginCallAnswer.TopUp && _topUps[number] < _parameters.TopUpsMost)
        {
            _topUps[number]++;
            var amount = new Money(Int128.Max(1, maintenance.Units));
            _answers.Enqueue(new(number, account, amount), (at, _answersGiven++));
        }
        else if (trader.Answer == MarginCallAnswer.Reduce && !_isReducing[number])
        {
            _isReducing[number] = true;
            _answers.Enqueue(new(number, account, Money.Zero), (at, _answersGiven++));
        }
    }

    private void TopUp(in Answer answer)
    {
        if (Largest(answer.Account) is null)
        {
            return; // nothing left to save
        }

        var owner = _accounts[answer.Trader];
        _gateway.Require(new DepositCollateral(_now, owner, VenueListing.Dollar, answer.Amount));
        TopUps++;
        if (owner != answer.Account)
        {
            _gateway.Send(new MoveIsolatedMargin(_now, owner, _isolatedIn[answer.Account.Value], answer.Amount));
        }
    }

    private void Reduce(in Answer answer)
    {
        _isReducing[answer.Trader] = false;
        if (Largest(answer.Account) is not { } market)
        {
            return;
        }

        var position = _gateway.Engine.PositionOf(answer.Account, market.Id).Quantity;
        var side = -position.Sign;
        var limit = (long)(market.Mid * (1 + (side * ReachBp / 10_000)));
        var lots = Math.Min(Math.Max(1, position.Abs().Units / market.Listed.LotUnits / 2), market.Book.Depth(side, limit));
        if (lots == 0 || limit <= 0)
        {
            return;
        }

        var owner = _accounts[answer.Trader];
        var quantity = new Quantity(side * lots * market.Listed.LotUnits);
        var order = new PlaceOrder(
            _now,
            owner,
            market.Id,
            quantity,
            new(limit * market.Listed.TickUnits),
            IsReduceOnly: true,
            ClientOrderId: 0
        );
        if (_gateway.Send(order).IsAccepted)
        {
            var placed = _placed;
            LiquidationDesk.Book(_gateway, market, market.Take(side, lots, limit), owner, placed, side, _now, _legs);
        }
    }

    private InstrumentMarket? Largest(AccountId account)
    {
        InstrumentMarket? largest = null;
        var most = 0.0;
        foreach (var market in _markets)
        {
            var lots = _gateway.Engine.PositionOf(account, market.Id).Quantity.Abs().Units / market.Listed.LotUnits;
            var notional = lots * market.Mid * market.DollarsPerLotTick;
            if (notional > most)
            {
                (largest, most) = (market, notional);
            }
        }

        return largest;
    }

    private InstrumentMarket MarketOf(int underlying)
    {
        foreach (var market in _markets)
        {
            if (market.Underlying.Number == underlying)
            {
                return market;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(underlying), underlying, "It has no perpetual.");
    }

    /// <returns>Whether the position is dealt with: opened, or not to be opened at all.</returns>
    private bool Open(Trader trader, in PlannedPosition planned)
    {
        var market = MarketOf(planned.Underlying);
        var mark = _gateway.Engine.MarkPrice(market.Id);
        if (!mark.IsPositive || !market.IsOpen)
        {
            return false;
        }

        // At the worse of mark and fair price, so that an order never reserves a loss, with half a basis point to the maker.
        var fair = Math.Max(market.Mid, (double)mark.Units / market.Listed.TickUnits);
        var price =
            planned.Side > 0
                ? (long)Math.Ceiling(fair * 1.00005)
                : (long)Math.Floor(Math.Min(market.Mid, (double)mark.Units / market.Listed.TickUnits) * 0.99995);
        var lots = price > 0 ? (long)Math.Min(LotsMost, planned.Notional / (price * market.DollarsPerLotTick)) : 0;
        var account = _accounts[trader.Number];
        if (!trader.IsCross && lots > 0)
        {
            var most = Leverage.Most(_margins.Of(market.Underlying.Coin).LeastInitialRate);
            var leverage = new Leverage((int)Math.Min(planned.Leverage * 100, most.Hundredths));
            _gateway.Send(new SetMarginMode(_now, account, market.Id, MarginMode.Isolated, leverage));
        }

        for (var halvings = 0; lots > 0 && halvings < HalvingsMost; halvings++, lots /= 2)
        {
            var quantity = new Quantity(planned.Side * lots * market.Listed.LotUnits);
            var limit = new Price(price * market.Listed.TickUnits);
            var result = _gateway.Send(new PlaceOrder(_now, account, market.Id, quantity, limit, IsReduceOnly: false, ClientOrderId: 0));
            if (result.IsAccepted)
            {
                var maker = market.Makers[(int)(_placed.Value % market.Makers.Length)];
                TradeLeg[] leg = [new(_gateway.NextTradeId(), market.Id, quantity, limit, account, _placed, maker, OrderId.None)];
                _gateway.Require(new RecordTrades(_now, leg));
                return true;
            }

            if (result.Reason is RejectReason.NoSourceLeft or RejectReason.NoMarkPrice)
            {
                return false;
            }
        }

        Unopened++;
        return true;
    }

    private readonly record struct Answer(int Trader, AccountId Account, Money Amount);
}
