using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>Liquidations: everybody sees what is closed and at what value; whose it is and how the account stood only who sees all accounts.</summary>
internal sealed class LiquidationsChannel() : Channel("liquidations", Operations.ReadMarkets)
{
    private const int Most = 1_000;

    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) =>
        kind is EventKind.LiquidationOrderPlaced or EventKind.PositionTakenOver or EventKind.PositionDeleveraged or EventKind.LossSocialised
        || (
            viewer.IsWhole
            && kind
                is EventKind.LiquidationStarted
                    or EventKind.LiquidationOrderRecalled
                    or EventKind.LiquidationEnded
                    or EventKind.DeleveragingCharged
                    or EventKind.DeleveragingFeeCharged
                    or EventKind.DeficitCovered
                    or EventKind.CollateralConverted
        );

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var accounts = new List<AccountId>();
        var count = 0;
        for (var i = AccountId.Reserved; i < machine.Engine.AccountCount; i++)
        {
            if (machine.Engine.ConditionOf(new(i)) != AccountCondition.InLiquidation)
                continue;

            count++;
            if (viewer.IsWhole && accounts.Count < Most)
                accounts.Add(new(i));
        }

        return json =>
        {
            json.WriteNumber("in_liquidation", count);
            json.WriteStartArray("accounts");
            foreach (var account in accounts)
            {
                json.WriteStringValue(api.Names.Of(account));
            }

            json.WriteEndArray();
        };
    }
}
