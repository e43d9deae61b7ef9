using Plimsoll.Engine.Events;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>What a record asked for, by the name that the operation has in the reference. The stream keeps no commands; what they brought about tells them apart.</summary>
internal static class CausingRequest
{
    private static readonly (EventKind Kind, string Name)[] Signs =
    [
        (EventKind.SourceQuoted, "quotes.submit"),
        (EventKind.BookQuoted, "quotes.submit"),
        (EventKind.FundingSettled, "funding"),
        (EventKind.TradeBusted, "trades.bust"),
        (EventKind.TradeRecorded, "trades.record"),
    ];

    private static readonly (EventKind Kind, string Name)[] SignsOfPeople =
    [
        (EventKind.MarkOverrideApproved, "mark_overrides.approve"),
        (EventKind.MarkOverrideEnded, "mark_overrides.end"),
        (EventKind.VenueResumed, "venue.resume"),
        (EventKind.LeverageChanged, "accounts.set_leverage"),
        (EventKind.MarginModeChanged, "accounts.set_margin_mode"),
        (EventKind.SchemeChosen, "accounts.set_scheme"),
        (EventKind.SmileChanged, "indices.set_surface"),
    ];

    /// <summary>The name; <c>clock</c> where time passed and nobody asked, <c>funding</c> where funding was settled.</summary>
    public static string NameOf(RecordView record) =>
        record.Record.Kind == EntryKind.Approval ? "proposals.approve"
        : Find(record, Signs) is { } sign ? sign
        : record.Record.Actor == 0 ? "clock"
        : Find(record, SignsOfPeople)
            ?? record.Record.ReadAsked().Split(' ', 2)[0] switch
            {
                "withdraw_collateral" => "collateral.withdraw",
                "transfer_collateral" => "collateral.transfer",
                "deposit_collateral" => "collateral.deposit",
                "delist_instrument" => "instruments.delist",
                _ => EventTypes.NameOf(record.Record.Kind),
            };

    private static string? Find(RecordView record, (EventKind Kind, string Name)[] signs)
    {
        foreach (var (kind, name) in signs)
        {
            for (var i = 0; i < record.Events.Count; i++)
            {
                if (record.Events[i].Kind == kind)
                    return name;
            }
        }

        return null;
    }
}
