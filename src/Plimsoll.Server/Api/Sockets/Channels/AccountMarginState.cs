using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Machine;
using Plimsoll.Margin;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>The margin figures of an account after one record.</summary>
/// <param name="Sequence">The record.</param>
/// <param name="Account">The account.</param>
/// <param name="View">Where it stands.</param>
/// <param name="Margin">Its figures.</param>
/// <param name="Free">What new orders may use.</param>
internal sealed record AccountMarginState(long Sequence, AccountId Account, AccountView View, AccountMargin Margin, Money Free)
{
    public static AccountMarginState Of(VenueMachine machine, AccountId account) =>
        new(
            machine.Sequence,
            account,
            machine.Engine.View(account),
            machine.Engine.MarginOf(account),
            machine.Engine.FreeCollateralOf(account)
        );

    /// <summary>Whether it says the same as another, of another record.</summary>
    public bool IsAs(AccountMarginState? other) => other is not null && this == other with { Sequence = Sequence };

    public void Write(Utf8JsonWriter json, VenueApi api)
    {
        json.WriteStartObject("margin");
        json.WriteString("account", api.Names.Of(Account));
        json.WriteString("status", EventTypes.NameOf(View.Status));
        json.WriteString("condition", EventTypes.NameOf(View.Condition));
        json.WriteString("hold", View.Hold == HoldReason.None ? null : EventTypes.NameOf(View.Hold));
        json.WriteString("hold_until", View.Hold == HoldReason.None ? null : new TimeText(View.HoldUntil).ToString());
        json.WriteString("equity", api.Translator.Text(Margin.Equity).ToString());
        json.WriteString("net_liquidation_value", api.Translator.Text(Margin.NetLiquidationValue).ToString());
        json.WriteString("initial_margin", api.Translator.Text(Margin.InitialMargin).ToString());
        json.WriteString("maintenance_margin", api.Translator.Text(Margin.MaintenanceMargin).ToString());
        json.WriteString("free_collateral", api.Translator.Text(Free).ToString());
        json.WriteString("margin_ratio", Margin.MarginRatio is { } ratio ? Translator.Text(ratio).ToString() : null);
        json.WriteEndObject();
    }
}
