using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>What must hold for every liquidation order, deleveraging and end of a liquidation, by the events of one command and the public queries after it.</summary>
internal static class LiquidationLaws
{
    public static void Check(RandomWorld world)
    {
        var events = world.Engine.Events;
        var giveUps = new Dictionary<(AccountId, AccountId, AssetId), Int128>();
        PositionDeleveraged? previous = null;
        for (var i = 0; i < events.Count; i++)
        {
            switch (events[i].Kind)
            {
                case EventKind.LiquidationOrderPlaced when !IsTouchedAfter(events, i, events[i].As<LiquidationOrderPlaced>().Account):
                    CheckOrder(world, events[i].As<LiquidationOrderPlaced>());
                    break;
                case EventKind.LiquidationEnded:
                    var ended = events[i].As<LiquidationEnded>();
                    Assert.True(
                        SolvencyLine.Reaches(ended.Equity, ended.MaintenanceMargin, world.Rules.LiquidationTarget),
                        $"{ended} is below its target"
                    );
                    break;
                case EventKind.PositionDeleveraged:
                    var closed = events[i].As<PositionDeleveraged>();
                    CheckRank(previous, closed);
                    previous = closed;
                    var asset = world.Engine.CopyMarket().Contract(closed.Instrument).Parameters.SettlementAsset;
                    giveUps[(closed.Account, closed.Winner, asset)] =
                        giveUps.GetValueOrDefault((closed.Account, closed.Winner, asset)) + closed.GiveUpLimit.Units;
                    break;
                case EventKind.DeleveragingCharged:
                    var charged = events[i].As<DeleveragingCharged>();
                    var left = giveUps.GetValueOrDefault((charged.Account, charged.Winner, charged.Asset)) - charged.Amount.Units;
                    Assert.True(left >= 0, $"{charged} is more than the winner's profit");
                    giveUps[(charged.Account, charged.Winner, charged.Asset)] = left;
                    break;
                case EventKind.MoneyPosted when events[i].As<MoneyPosted>().Reason != PostingReason.Deleveraging:
                case EventKind.LiquidationStarted:
                    previous = null;
                    break;
            }
        }
    }

    /// <summary>Within one deleveraging scores never rise, and equal ones go in order of account; at zero, winners of next to nothing come before those who lose.</summary>
    private static void CheckRank(PositionDeleveraged? previous, PositionDeleveraged closed)
    {
        if (previous is { } before && before.Account == closed.Account && before.Instrument == closed.Instrument)
        {
            var isInOrder =
                before.Score > closed.Score
                || (before.Score == closed.Score && (closed.Score == 0 || before.Winner.Value < closed.Winner.Value));
            Assert.True(isInOrder, $"{before} was closed before {closed}");
        }
    }

    private static bool IsTouchedAfter(EventBuffer events, int place, AccountId account)
    {
        for (var i = place + 1; i < events.Count; i++)
        {
            var isTouching = events[i].Kind switch
            {
                EventKind.MoneyPosted => events[i].As<MoneyPosted>().From == account || events[i].As<MoneyPosted>().To == account,
                EventKind.PositionChanged => events[i].As<PositionChanged>().Account == account,
                _ => false,
            };
            if (isTouching)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The order is of the largest maintenance margin, restores the target, one lot less would not, and its limit keeps NLV at or above zero.</summary>
    private static void CheckOrder(RandomWorld world, LiquidationOrderPlaced order)
    {
        var account = new AccountView(world.Engine, order.Account);
        var contract = account.Market.Contract(order.Instrument);
        var lot = contract.Parameters.LotSize.Units;
        var held = account.Position(order.Instrument).Quantity;
        var quantity = order.Quantity.Abs().Units;
        Assert.Equal(-held.Sign, order.Quantity.Sign);
        Assert.True(quantity > 0 && quantity <= held.Abs().Units && quantity % lot == 0);
        Assert.Equal(order.SizingPrice, account.Market.Mark(order.Instrument));
        Assert.Equal(account.LargestMaintenance(), order.Instrument);

        var target = world.Rules.LiquidationTarget;
        Assert.True(quantity == held.Abs().Units || account.IsRestoredBy(order.Instrument, quantity, target), $"{order} does not restore");
        Assert.False(quantity > lot && account.IsRestoredBy(order.Instrument, quantity - lot, target), $"{order} is larger than needed");
        account.CheckLimit(order);
    }
}
