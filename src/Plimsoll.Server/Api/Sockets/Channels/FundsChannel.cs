using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>Insurance funds: what they hold, and all that they are paid, pay and take over.</summary>
internal sealed class FundsChannel(EventNames names) : Channel("funds", Operations.ReadFunds)
{
    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) =>
        kind is EventKind.LossSocialised || IsFund(concern.First) || IsFund(concern.Second);

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var funds = new List<(AccountId Fund, AssetId Asset, Money Balance, Money Value)>();
        for (var i = 0; i < machine.Engine.AssetCount; i++)
        {
            var asset = new AssetId((byte)i);
            if (machine.Engine.InsuranceFundOf(asset) is { } fund)
                funds.Add((fund, asset, machine.Engine.Balance(fund, asset), machine.Engine.MarginOf(fund).NetLiquidationValue));
        }

        return json =>
        {
            json.WriteStartArray("funds");
            foreach (var (fund, asset, balance, value) in funds)
            {
                json.WriteStartObject();
                json.WriteString("account", api.Names.Of(fund));
                json.WriteString("asset", api.Names.Of(asset));
                json.WriteString("balance", api.Translator.Text(balance, asset).ToString());
                json.WriteString("net_liquidation_value", api.Translator.Text(value).ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        };
    }

    private bool IsFund(int account) => account >= AccountId.Reserved && names.Owners.IsFund(new(account));
}
