using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>What must hold for every increment and every end of a liquidation, at the moment at which it happens: the books are folded event by event.</summary>
internal sealed class LiquidationLaws(RandomWorld world, Books books)
{
    private readonly DeleveragingLaw _deleveraging = new(world, books);
    private readonly Dictionary<(AccountId Account, AccountId Winner, AssetId Asset), Int128> _giveUps = [];
    private MarketView _market = new();
    private AccountView? _giver;

    /// <summary>Folds the events of the latest command into the books and checks each step on the way.</summary>
    public void Check()
    {
        var events = world.Engine.Events;
        _market = world.Engine.CopyMarket();
        _giveUps.Clear();
        for (var i = 0; i < events.Count; i++)
        {
            _deleveraging.Before(events[i], _market);
            if (events[i].Kind == EventKind.PositionChanged && events[i].As<PositionChanged>() is { Reason: PostingReason.Takeover } moved)
            {
                // The one who gives is first; the fund follows.
                _giver ??= new(_market, books, moved.Account);
            }

            books.Add(events[i], world.Engine.Sequence);
            After(events[i]);
        }

        _deleveraging.End();
    }

    private void After(EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.LiquidationOrderPlaced:
                CheckOrder(view.As<LiquidationOrderPlaced>());
                break;
            case EventKind.LiquidationEnded:
                var ended = view.As<LiquidationEnded>();
                Assert.True(
                    SolvencyLine.Reaches(ended.Equity, ended.MaintenanceMargin, world.Rules.LiquidationTarget),
                    $"{ended} is below its target"
                );
                break;
            case EventKind.PositionTakenOver:
                CheckTakeover(view.As<PositionTakenOver>());
                _giver = null;
                break;
            case EventKind.PositionDeleveraged:
                var closed = view.As<PositionDeleveraged>();
                var place = (closed.Account, closed.Winner, _market.Contract(closed.Instrument).Parameters.SettlementAsset);
                _giveUps[place] = _giveUps.GetValueOrDefault(place) + closed.GiveUpLimit.Units;
                break;
            case EventKind.DeleveragingCharged:
                var charged = view.As<DeleveragingCharged>();
                var left = _giveUps.GetValueOrDefault((charged.Account, charged.Winner, charged.Asset)) - charged.Amount.Units;
                Assert.True(left >= 0, $"{charged} is more than the winner's profit");
                _giveUps[(charged.Account, charged.Winner, charged.Asset)] = left;
                break;
        }
    }

    /// <summary>The order is of the largest maintenance margin, restores the target, one lot less would not, and its limit keeps NLV at or above zero.</summary>
    private void CheckOrder(LiquidationOrderPlaced order)
    {
        var account = new AccountView(_market, books, order.Account);
        Assert.Equal(-account.Position(order.Instrument).Quantity.Sign, order.Quantity.Sign);
        Assert.Equal(order.SizingPrice, _market.Mark(order.Instrument));
        account.CheckLeast(order.Instrument, order.Quantity.Abs().Units, world.Rules.LiquidationTarget, hasFee: true, $"{order}");
        account.CheckLimit(order);
    }

    /// <summary>Who still has value gives the least lots; who has none, everything.</summary>
    private void CheckTakeover(PositionTakenOver taken)
    {
        var before = _giver!;
        var held = before.Position(taken.Instrument).Quantity;
        Assert.Equal(held.Sign, taken.Quantity.Sign);
        if (before.Worth.NetLiquidationValue.IsPositive)
        {
            before.CheckLeast(taken.Instrument, taken.Quantity.Abs().Units, world.Rules.LiquidationTarget, hasFee: true, $"{taken}");
        }
        else
        {
            Assert.Equal(held, taken.Quantity);
            Assert.True(taken.Fee.IsZero, $"{taken} charges who has nothing");
        }
    }
}
