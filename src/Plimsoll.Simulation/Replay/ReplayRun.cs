using System.Diagnostics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Simulation.Audit;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Population;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Replay;

/// <summary>Drives the engine through recorded prices with a simulated venue around it.</summary>
/// <remarks>One tick after the other, the same for the same request on every machine; docs/spec/0011-replay.md (REPL-030 … REPL-032).</remarks>
public sealed class ReplayRun
{
    private const double SecondsPerTick = TickPath.TickMs / 1000.0;
    private const long SampleEveryMs = 5 * PriceHistory.MinuteMs;
    private const double DollarUnits = 1e6;
    private readonly ReplayRequest _request;
    private readonly PriceHistory _history;
    private readonly MarketMap _map;
    private readonly Trader[] _traders;
    private readonly long _firstMs;
    private readonly long _lastMs;
    private readonly VenueGateway _gateway;
    private readonly VenueListing _listing;
    private readonly List<InstrumentMarket> _markets = [];
    private readonly List<AccountId> _makers = [];
    private readonly PriceBoard _board;
    private readonly LiquidationDesk _liquidations;
    private readonly FundDesk _fundDesk;
    private readonly TraderDesk _traderDesk;
    private readonly PriceRecorder _prices;
    private readonly LiquidationRecorder _recorder;
    private readonly ReplayTrace _trace;
    private readonly StatementDesk _statements;
    private readonly AccountId _fund;
    private readonly BookQuote[] _tops;
    private readonly Timestamp[] _fundingDue;
    private FundFigures _fundFigures;

    private ReplayRun(ReplayRequest request, MarketMap map, AuditThread? audit)
    {
        _request = request;
        _history = request.History;
        _map = map;
        _traders = TraderPopulation.Draw(request.Preset.Population, map, request.Accounts, request.Seed);
        _firstMs = _history.Minute(0)[0].MinuteMs;
        _lastMs = _history.Minute(_history.MinuteCount - 1)[0].MinuteMs;
        var opening = Timestamp.FromMilliseconds(_firstMs - 1000);
        _statements = new StatementDesk(request.Statements, Moment(request.StatementFromMs), Moment(request.StatementToMs));
        _gateway = new VenueGateway(
            new MarginEngine(new VenueParameters { Numeraire = VenueListing.Dollar }, request.Scan),
            audit,
            _statements
        );
        _listing = new VenueListing(_gateway, map, request.Margins, opening);
        _trace = new ReplayTrace(map);
        _board = new PriceBoard(_history, map);
        _prices = new PriceRecorder(map, _trace);
        _recorder = new LiquidationRecorder(_listing.Perpetuals, _listing.Collateral, _trace, _gateway.Engine, request.Accounts);
        _traderDesk = new TraderDesk(_gateway, _markets, _traders, request.Preset.Population, request.Margins);
        _liquidations = new LiquidationDesk(_gateway, _markets);
        _fund = _gateway.Engine.InsuranceFundOf(VenueListing.Dollar)!.Value;
        _fundDesk = new FundDesk(_gateway, _markets, request.Preset.Liquidity, _fund);
        foreach (var listener in new IVenueListener[] { _prices, _recorder, _traderDesk, _liquidations, _fundDesk })
        {
            _gateway.Listen(listener);
        }

        var fund = OpenVenue(opening);
        _fundFigures = new(fund, fund, fund);
        _tops = new BookQuote[_markets.Count];
        _fundingDue = [.. _markets.Select(_ => NextFunding(opening))];
    }

    /// <summary>Replays from the first minute to the last.</summary>
    /// <param name="request">What to replay.</param>
    /// <param name="progress">Told after each replayed minute; may be null.</param>
    /// <param name="cancellation">Stops cleanly after a tick; the result then says so.</param>
    /// <exception cref="UnknownVenueException">The mark rule names a venue that is not in the files.</exception>
    /// <exception cref="MarketDataException">No coin can be priced in USD.</exception>
    /// <exception cref="MissingMarginException">The margin model lists neither a coin nor the one that stands in for it.</exception>
    public static ReplayResult Execute(
        ReplayRequest request,
        Action<ReplayProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.Accounts, nameof(request));
        var clock = Stopwatch.StartNew();
        var map = MarketMap.Create(request.History, request.Mark);
        using var audit = request.IsAudited ? new AuditThread(new Auditor(SampleEveryMs)) : null;
        var run = new ReplayRun(request, map, audit);
        var isWhole = run.Ticks(progress, clock, cancellation);
        var summary = run.Conclude(audit?.Finish(), isWhole);
        return new(request, map, summary, run._trace, clock.Elapsed);
    }

    private static Timestamp? Moment(long? milliseconds) => milliseconds is { } at ? Timestamp.FromMilliseconds(at) : null;

    private static Timestamp NextFunding(Timestamp after)
    {
        var interval = Duration.FromHours(8).Nanoseconds;
        return new(((after.Nanoseconds / interval) + 1) * interval);
    }

    /// <summary>Makers, the fund and the traders' accounts; returns what the fund begins with.</summary>
    private decimal OpenVenue(Timestamp at)
    {
        var openInterest = OpenInterest();
        var liquidity = _request.Preset.Liquidity;
        var fund = new Money((Int128)(openInterest.Values.Sum() * _request.Preset.Population.FundShare * DollarUnits) + 1);
        _gateway.Require(new FundInsurance(at, VenueListing.Dollar, fund));
        foreach (var listed in _listing.Perpetuals)
        {
            var interest = openInterest[listed.Underlying.Number];
            var makers = new AccountId[liquidity.MakersPerInstrument];
            for (var i = 0; i < makers.Length; i++)
            {
                makers[i] = OpenMaker(at, interest * liquidity.MakerCapitalShare / makers.Length);
            }

            _markets.Add(new InstrumentMarket(listed, liquidity, interest, makers, SecondsPerTick));
        }

        _traderDesk.OpenAccounts(at, CollateralOf);
        return (decimal)fund.Units / (decimal)DollarUnits;
    }

    /// <summary>What traders of a coin hold when all are in, in dollars: the larger side, since makers take the other.</summary>
    private Dictionary<int, double> OpenInterest()
    {
        var sides = _listing.Perpetuals.ToDictionary(listed => listed.Underlying.Number, _ => (Long: 0.0, Short: 0.0));
        foreach (var position in _traders.SelectMany(trader => trader.Positions))
        {
            var (longs, shorts) = sides[position.Underlying];
            sides[position.Underlying] = position.Side > 0 ? (longs + position.Notional, shorts) : (longs, shorts + position.Notional);
        }

        return sides.ToDictionary(pair => pair.Key, pair => Math.Max(1, Math.Max(pair.Value.Long, pair.Value.Short)));
    }

    private AccountId OpenMaker(Timestamp at, double dollars)
    {
        _gateway.Require(new OpenAccount(at, _request.Accounts + _makers.Count, AccountKind.MarketMaker));
        var account = new AccountId(_gateway.Engine.AccountCount - 1);
        _gateway.Require(new DepositCollateral(at, account, VenueListing.Dollar, new((Int128)(dollars * DollarUnits) + 1)));
        _makers.Add(account);
        return account;
    }

    private (AssetId Asset, double UnitsPerDollar) CollateralOf(CollateralKind kind)
    {
        foreach (var (coin, asset, decimals) in _listing.Collateral)
        {
            if (kind == (coin.IsStablecoin ? CollateralKind.Stablecoin : CollateralKind.Bitcoin))
            {
                return (asset, ExactMath.PowerOfTen(decimals) / (double)coin.FirstPrice);
            }
        }

        return (VenueListing.Dollar, DollarUnits);
    }

    private bool Ticks(Action<ReplayProgress>? progress, Stopwatch clock, CancellationToken cancellation)
    {
        var total = _history.MinuteCount * TickPath.TicksPerMinute;
        var began = clock.Elapsed;
        for (var minute = 0; minute < _history.MinuteCount; minute++)
        {
            var minuteMs = _history.Minute(minute)[0].MinuteMs;
            for (var tick = 0; tick < TickPath.TicksPerMinute; tick++)
            {
                var atMs = minuteMs + (tick * TickPath.TickMs);
                if (!Pace(began + PacedTime(atMs), clock, cancellation))
                {
                    return false;
                }

                Tick(minute, tick, atMs);
            }

            _recorder.EndMinute(minuteMs, _fundFigures.End);
            progress?.Invoke(new((minute + 1) * TickPath.TicksPerMinute, total, minuteMs, _recorder.Counts.Started));
        }

        return true;
    }

    private TimeSpan PacedTime(long atMs) =>
        _request.Speed is { } speed ? TimeSpan.FromMilliseconds((atMs - _firstMs) / speed) : TimeSpan.Zero;

    private static bool Pace(TimeSpan due, Stopwatch clock, CancellationToken cancellation)
    {
        var wait = due - clock.Elapsed;
        // Waiting cuts fractions of a millisecond off, and the pace is never too fast.
        return wait > TimeSpan.Zero
            ? !cancellation.WaitHandle.WaitOne((int)Math.Ceiling(wait.TotalMilliseconds))
            : !cancellation.IsCancellationRequested;
    }

    private void Tick(int minute, int tick, long atMs)
    {
        var now = Timestamp.FromMilliseconds(atMs);
        _traderDesk.Answers(now);
        _traderDesk.Begin(now);
        _prices.Begin(atMs);
        _recorder.Begin(atMs);
        _board.Show(minute, tick);
        _gateway.Require(new SubmitQuotes(now, _board.Quotes, Tops()));
        _liquidations.Work(now);
        SettleFunding(now);
        _traderDesk.Entries(now, (double)(atMs - _firstMs) / Math.Max(1, _lastMs - _firstMs));
        _liquidations.Work(now);
        _fundDesk.Work(now);
        _liquidations.Work(now);
        _prices.End(_board);
        NoteFund();
    }

    /// <summary>The makers see the venues' prices of this very moment; their books go to the engine with them.</summary>
    private ReadOnlyMemory<BookQuote> Tops()
    {
        var count = 0;
        foreach (var market in _markets)
        {
            var fair = _board.Fair[market.Underlying.Number];
            if (fair > 0)
            {
                market.Quote(fair);
                _tops[count++] = market.Top();
            }
        }

        return _tops.AsMemory(0, count);
    }

    private void SettleFunding(Timestamp now)
    {
        for (var i = 0; i < _markets.Count; i++)
        {
            if (now >= _fundingDue[i] && _gateway.Engine.MarkPrice(_markets[i].Id).IsPositive)
            {
                _gateway.Require(new SettleFunding(now, _markets[i].Id));
                _fundingDue[i] = NextFunding(now);
            }
        }
    }

    private void NoteFund()
    {
        var value = (decimal)_gateway.Engine.MarginOf(_fund).NetLiquidationValue.Units / (decimal)DollarUnits;
        _fundFigures = new(_fundFigures.Start, Math.Min(_fundFigures.Low, value), value);
    }

    private ReplaySummary Conclude(Auditor? auditor, bool isWhole)
    {
        _prices.Finish();
        _recorder.Finish();
        _trace.Statements.AddRange(_statements.Conclude(_gateway.Engine, _listing, _traderDesk));
        _trace.AccountCount = _gateway.Engine.AccountCount;
        var accounts = new AccountReport(_gateway, _listing, _board, _map);
        var makers = accounts.Makers(_makers);
        var users = accounts.Users(_traderDesk, _recorder, _request.Accounts);
        return new ReplaySummary
        {
            StateHash = Convert.ToHexStringLower(_gateway.Engine.StateHash()),
            EventHash = Convert.ToHexStringLower(_gateway.Engine.EventHash),
            Ticks = _trace.TicksMs.Count,
            Commands = _gateway.Commands,
            Refusals = _gateway.Refusals.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
            Accounts = _request.Accounts,
            Liquidations = _recorder.Counts,
            Routes = _recorder.Routes,
            RouteNotional = _recorder.Amounts,
            InsuranceFund = _fundFigures,
            Adl = _recorder.Adl,
            BadDebt = accounts.BadDebt(),
            Makers = makers,
            Profits = accounts.Profits(users, makers, _fund),
            Users = users,
            Audit = auditor?.Result(),
            AuditDifferences = auditor is null ? 0 : accounts.Differences(auditor),
            Alarms = _gateway.Engine.SolvencyFigures.Alarms,
            IsInterrupted = !isWhole,
        };
    }
}
