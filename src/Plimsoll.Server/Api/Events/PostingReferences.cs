using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;

namespace Plimsoll.Server.Api.Events;

/// <summary>What a posting's reference means: the number of a trade, an order or an instrument, by its reason.</summary>
internal static class PostingReferences
{
    /// <summary>Writes what the posting is about by name; nothing when it is about nothing in particular.</summary>
    public static void Write(EventWriter to, in MoneyPosted posted)
    {
        switch (posted.Reason)
        {
            case PostingReason.Trade:
            case PostingReason.TradingFee:
            case PostingReason.Bust:
                to.Trade(posted.Reference);
                if (to.Record.InstrumentOfTrade(posted.Reference) is { } traded)
                    to.Instrument(traded);

                break;
            case PostingReason.LiquidationFee when to.Record.InstrumentOfTrade(posted.Reference) is { } closed:
                to.Trade(posted.Reference);
                to.Instrument(closed);
                break;
            case PostingReason.IsolatedMargin when to.Record.HasOrder(posted.Reference):
                to.Order(new(posted.Reference));
                break;
            case PostingReason.LiquidationFee:
            case PostingReason.IsolatedMargin:
            case PostingReason.Takeover:
            case PostingReason.Funding:
            case PostingReason.Settlement:
            case PostingReason.Remainder:
            // Profit realised in deleveraging comes from clearing; what a winner gives up is about no instrument.
            case PostingReason.Deleveraging when posted.From == AccountId.Clearing || posted.To == AccountId.Clearing:
                to.Instrument(new((ushort)posted.Reference));
                break;
        }
    }
}
