using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>Every deleveraging closes the least lots, against the queue as it is computed here: everybody on the other side, by score, then by number.</summary>
/// <remarks>
/// No event says where a run ends. One of an account that still has value may be followed by another in the same instrument with nothing posted between them,
/// if it has brought less than was computed and its fee is nothing: so a run is over, too, when the least lots are closed. The next has a queue of its own.
/// </remarks>
internal sealed class DeleveragingLaw(RandomWorld world, Books books)
{
    private static readonly Int128 ProfitLimit = 1_000_000_000_000_000_000;
    private static readonly Int128 LeverageLimit = 1_000_000_000_000_000;

    private readonly List<PositionDeleveraged> _closed = [];
    private readonly HashSet<AccountId> _underWater = [];
    private List<(AccountId Account, long Size, Int128 Score)> _queue = [];
    private AccountView? _giver;
    private AccountId _account;
    private InstrumentId _instrument;

    /// <summary>Takes in an event before the books do.</summary>
    public void Before(EventView view, MarketView market)
    {
        switch (view.Kind)
        {
            case EventKind.LiquidationStarted:
                End();
                var started = view.As<LiquidationStarted>();
                if (started.NetLiquidationValue.IsNegative)
                {
                    _underWater.Add(started.Account);
                }

                break;
            case EventKind.PositionChanged when view.As<PositionChanged>() is { Reason: PostingReason.Deleveraging } moved:
                if (_giver is null || moved.Instrument != _instrument || (moved.Account == _account && IsOver()))
                {
                    End();
                    Begin(market, moved);
                }

                break;
            case EventKind.PositionDeleveraged:
                _closed.Add(view.As<PositionDeleveraged>());
                break;
            case EventKind.MoneyPosted when view.As<MoneyPosted>() is var posted && IsRealised(posted):
            case EventKind.LiquidationOrderRecalled:
                break;
            default:
                End();
                break;
        }

        if (view.Kind == EventKind.LiquidationEnded)
        {
            _underWater.Remove(view.As<LiquidationEnded>().Account);
        }
    }

    /// <summary>Checks the deleveraging that is over, if there is one.</summary>
    public void End()
    {
        if (_giver is not { } before)
        {
            return;
        }

        var account = _closed[0].Account;
        var held = before.Position(_instrument).Quantity;
        var quantity = 0L;
        for (var i = 0; i < _closed.Count; i++)
        {
            var (closed, size) = (_closed[i], _closed[i].Quantity.Abs().Units);
            quantity += size;
            Assert.Equal(held.Sign, closed.Quantity.Sign);
            if (books.IsWhole(account))
            {
                // One increment may follow another in the same instrument, each with a queue of its own: the naive model tells them apart.
                continue;
            }

            Assert.True(i < _queue.Count, $"{closed} is no counterparty");
            Assert.Equal((account, _queue[i].Account, _queue[i].Score), (closed.Account, closed.Winner, closed.Score));
            Assert.True(
                size == _queue[i].Size || (i == _closed.Count - 1 && size < _queue[i].Size),
                $"{closed} is passed over for the next"
            );
        }

        if (IsWhole(before))
        {
            Assert.Equal(held.Abs().Units, quantity);
        }
        else
        {
            before.CheckLeast(_instrument, quantity, world.Rules.LiquidationTarget, !IsFund, $"deleveraging of {account}");
        }

        _giver = null;
        _closed.Clear();
    }

    private bool IsFund => world.Engine.KindOf(_account) == AccountKind.InsuranceFund;

    /// <summary>Whether all of the position has to go at once.</summary>
    private bool IsWhole(AccountView before) => IsFund ? _underWater.Contains(_account) : !before.Worth.NetLiquidationValue.IsPositive;

    /// <summary>Whether what the run had to close is closed; all of a position leaves nothing for another run.</summary>
    private bool IsOver()
    {
        var quantity = _closed.Sum(closed => closed.Quantity.Abs().Units);
        return !IsWhole(_giver!) && _giver!.IsLeast(_instrument, quantity, world.Rules.LiquidationTarget, !IsFund);
    }

    /// <summary>Profit realised comes from Clearing; what a winner gives up afterwards does not.</summary>
    private static bool IsRealised(MoneyPosted posted) =>
        posted.Reason == PostingReason.Deleveraging && (posted.From == AccountId.Clearing || posted.To == AccountId.Clearing);

    private void Begin(MarketView market, PositionChanged moved)
    {
        _giver = new(market, books, moved.Account);
        (_account, _instrument) = (moved.Account, moved.Instrument);
        _queue =
        [
            .. books
                .Positions.Where(entry =>
                    entry.Key.Instrument == moved.Instrument
                    && entry.Key.Account != moved.Account
                    && Math.Sign(entry.Value.Quantity) == moved.Quantity.Sign
                )
                .Select(entry => (entry.Key.Account, Math.Abs(entry.Value.Quantity), Score(market, entry.Key.Account, entry.Value)))
                .OrderByDescending(entry => entry.Item3)
                .ThenBy(entry => entry.Account.Value)
                .Select(entry => (entry.Account, entry.Item2, Int128.Max(0, entry.Item3))),
        ];
    }

    /// <summary>score = min(10^18, floor(u · nano ÷ max(1, |cost|))) · min(10^15, floor(notional · nano ÷ max(1, NLV))); −1 for those without profit.</summary>
    private Int128 Score(MarketView market, AccountId account, (long Quantity, Int128 Cost) position)
    {
        var contract = market.Contract(_instrument);
        var mark = market.Mark(_instrument);
        var profit = contract.Value(new(position.Quantity), mark, Rounding.Floor).Units - position.Cost;
        if (profit <= 0)
        {
            return -1;
        }

        var settlement = market.Asset(contract.Parameters.SettlementAsset);
        var notional = settlement.ToNumeraire(contract.Notional(new(position.Quantity), mark), Rounding.Ceiling).Units;
        var worth = new AccountView(market, books, account).Worth.NetLiquidationValue.Units;
        var profitRate = profit * Rate.NanoPerOne / Int128.Max(1, Int128.Abs(position.Cost));
        var leverage = notional * Rate.NanoPerOne / Int128.Max(1, worth);
        return Int128.Min(ProfitLimit, profitRate) * Int128.Min(LeverageLimit, leverage);
    }
}
