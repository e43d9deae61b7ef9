using System.Collections.Frozen;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Refusals of engine and host as the API tells them; docs/spec/0010-refusals.md and 0027-host.md say when each applies.</summary>
internal static class RefusalKinds
{
    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<ProblemKind> Table { get; } =
    [
        new((ProblemCode)101, "time_before_previous", 422, "The command is stamped before the previous one.", "Send commands in order."),
        new(
            (ProblemCode)102,
            "unknown_command",
            422,
            "The engine does not know this type of command.",
            "Upgrade the server or the sender."
        ),
        new(
            (ProblemCode)103,
            "effective_time_in_past",
            422,
            "A change cannot take effect before the command.",
            "Give the present or a later time."
        ),
        new((ProblemCode)104, "parameters_invalid", 422, "A parameter is out of its range.", "Mend the field that is named."),
        new(
            (ProblemCode)105,
            "parameter_not_changeable",
            422,
            "Identity, scales, payoff and assets are fixed at listing.",
            "Leave it as it was listed."
        ),
        new(
            (ProblemCode)106,
            "id_not_next",
            409,
            "Ids are dense: use the next free number.",
            "Read the list again and use the next number."
        ),
        new((ProblemCode)107, "limit_reached", 409, "The venue lists as many as it can.", "Ask the venue's operators."),
        new((ProblemCode)108, "overflow", 422, "The numbers are too large to be carried exactly.", "Send smaller numbers."),
        new((ProblemCode)109, "time_out_of_range", 422, "A stamp must lie before the year 2200.", "Send a time before the year 2200."),
        new(
            (ProblemCode)110,
            "unknown_change",
            404,
            "No change of this number waits for its time.",
            "List the changes: those that wait, and what became of others."
        ),
        new((ProblemCode)201, "unknown_account", 404, "There is no account of this name.", "Check the account's name."),
        new((ProblemCode)202, "account_kind_not_allowed", 422, "This kind of account cannot do this.", "Use an account of another kind."),
        new((ProblemCode)203, "account_frozen", 403, "The venue has frozen the account.", "Ask the venue."),
        new((ProblemCode)204, "account_reduce_only", 403, "The venue lets the account only reduce.", "Send orders that only reduce."),
        new((ProblemCode)205, "account_in_liquidation", 403, "The account is being liquidated.", "Deposit, or wait for its end."),
        new(
            (ProblemCode)206,
            "owners_differ",
            409,
            "Transfers go only between accounts of one owner.",
            "Transfer between accounts of one owner."
        ),
        new(
            (ProblemCode)207,
            "position_or_orders_open",
            409,
            "Close position and orders in the instrument first.",
            "Close the position and cancel the orders in it first."
        ),
        new(
            (ProblemCode)208,
            "not_isolated",
            409,
            "The account has no isolated position in this instrument.",
            "Choose isolated margin for the instrument first."
        ),
        new(
            (ProblemCode)209,
            "leverage_invalid",
            422,
            "Leverage must lie between 1x and what the lowest tier allows.",
            "Choose a leverage within the instrument's limits."
        ),
        new((ProblemCode)210, "same_account", 422, "The two accounts must differ.", "Name two different accounts."),
        new(
            (ProblemCode)211,
            "unknown_scheme",
            404,
            "There is no scheme of portfolio margin of this name.",
            "List the schemes to see their names."
        ),
        new((ProblemCode)301, "unknown_asset", 404, "There is no asset of this name.", "List the assets to see their symbols."),
        new((ProblemCode)302, "amount_not_positive", 422, "The amount must be above zero.", "Send an amount above zero."),
        new((ProblemCode)303, "amount_too_large", 422, "The amount passes 10^27 units.", "Send a smaller amount."),
        new((ProblemCode)304, "venue_cap_reached", 409, "The venue takes in no more of this asset.", "Send less."),
        new(
            (ProblemCode)305,
            "insufficient_withdrawable",
            422,
            "The account cannot spare this much: margin, locked amounts and unrealised profit stay.",
            "Withdraw less, or close positions and orders first."
        ),
        new((ProblemCode)306, "insufficient_balance", 422, "A spot order must be covered by the balance.", "Deposit more, or order less."),
        new(
            (ProblemCode)307,
            "no_insurance_fund",
            422,
            "The asset settles no instrument, so it has no fund.",
            "Name an asset in which an instrument settles."
        ),
        new((ProblemCode)308, "amount_zero", 422, "The amount must not be zero.", "Send an amount that is not zero."),
        new(
            (ProblemCode)401,
            "unknown_instrument",
            404,
            "There is no instrument of this name.",
            "List the instruments to see their symbols."
        ),
        new(
            (ProblemCode)402,
            "instrument_not_trading",
            409,
            "The instrument is halted, expired or delisted.",
            "Ask for the instrument's state and wait until it trades."
        ),
        new((ProblemCode)403, "instrument_closed", 409, "The instrument is expired or delisted.", "Choose another instrument."),
        new((ProblemCode)404, "not_perpetual", 409, "Only perpetuals pay funding.", "Name a perpetual."),
        new((ProblemCode)405, "not_dated_future", 409, "Only dated futures and options expire.", "Name a dated future or an option."),
        new((ProblemCode)406, "not_expired_yet", 409, "The expiry lies in the future.", "Wait for the expiry."),
        new((ProblemCode)407, "funding_not_due", 409, "The funding interval has not ended.", "Wait for the end of the interval."),
        new((ProblemCode)408, "already_halted", 409, "The instrument is halted already.", "Nothing needs to be done."),
        new((ProblemCode)409, "not_halted", 409, "The instrument is not halted.", "Nothing needs to be done."),
        new(
            (ProblemCode)410,
            "spot_has_no_margin",
            409,
            "Spot instruments have neither leverage nor margin mode.",
            "Leave leverage and margin mode out for spot."
        ),
        new((ProblemCode)411, "past_expiry", 409, "The instrument has expired and awaits settlement.", "Wait for the settlement."),
        new((ProblemCode)501, "unknown_order", 404, "There is no open order of this name.", "List the account's open orders."),
        new(
            (ProblemCode)502,
            "quantity_invalid",
            422,
            "The quantity must be a non-zero multiple of the lot, within the order limit.",
            "Send a multiple of the instrument's lot_size, up to its max_order_amount."
        ),
        new(
            (ProblemCode)503,
            "price_invalid",
            422,
            "The price must be a positive multiple of the tick.",
            "Send a multiple of the instrument's tick_size."
        ),
        new(
            (ProblemCode)504,
            "would_increase",
            422,
            "A reduce-only order must not exceed the position, nor stand on its side.",
            "Send a smaller quantity, on the side that closes the position."
        ),
        new((ProblemCode)505, "insufficient_margin", 422, "Free collateral does not cover the initial margin.", "Deposit, or order less."),
        new(
            (ProblemCode)506,
            "client_order_id_in_use",
            409,
            "The account has an open order under this name.",
            "Use another client order id, or cancel the order that has it."
        ),
        new(
            (ProblemCode)507,
            "order_is_liquidation",
            403,
            "Orders of the engine cannot be amended or cancelled from outside.",
            "Report it done or fill it; it cannot be cancelled."
        ),
        new((ProblemCode)508, "side_changed", 422, "An amended order keeps its side.", "Cancel it and place another."),
        new((ProblemCode)509, "too_many_orders", 422, "The account has as many open orders as it may.", "Cancel orders first."),
        new((ProblemCode)601, "no_legs", 422, "A trade needs at least one leg.", "Send at least one leg."),
        new(
            (ProblemCode)602,
            "trade_id_invalid",
            422,
            "A trade was booked under this id already.",
            "If it is the same trade, it counts: leave it out. Another one needs an id of its own."
        ),
        new(
            (ProblemCode)603,
            "unknown_trade",
            404,
            "The trade is not known, busted already, or too old to change.",
            "Check the id; it may be too old to change."
        ),
        new(
            (ProblemCode)604,
            "trade_has_one_side",
            422,
            "Taker and maker must be two different accounts that can hold positions.",
            "Name two different accounts."
        ),
        new((ProblemCode)701, "unknown_index", 404, "There is no index of this name.", "List the indices to see their symbols."),
        new((ProblemCode)702, "unknown_source", 404, "The index has no source of this name.", "Name a source of the index."),
        new((ProblemCode)703, "no_mark_price", 409, "The instrument has no mark price yet.", "Wait for prices."),
        new(
            (ProblemCode)704,
            "key_invalid",
            422,
            "The key that proposed a mark does not approve it.",
            "Approve with the key of another person, or end the proposal."
        ),
        new(
            (ProblemCode)705,
            "no_proposal",
            409,
            "No such mark override is proposed.",
            "Look at mark_override of the instrument: approve what is proposed there, or propose one."
        ),
        new((ProblemCode)706, "no_override", 409, "No mark override is proposed or in force.", "Nothing needs to be done."),
        new(
            (ProblemCode)707,
            "price_out_of_range",
            422,
            "A price must be positive and at most 10^15 units.",
            "Send a positive price of a usual size."
        ),
        new(
            (ProblemCode)708,
            "no_delivery_price",
            409,
            "No index price was seen in the delivery window.",
            "Wait for a price of the index, or correct the window."
        ),
        new(
            (ProblemCode)709,
            "no_source_left",
            409,
            "The index has no source: only orders that reduce are accepted.",
            "Only reduce until a source is back."
        ),
        new(
            (ProblemCode)710,
            "no_index_price",
            409,
            "The index has no price yet, which a surface is measured against.",
            "Wait for a price of the index."
        ),
        new((ProblemCode)711, "no_slices", 422, "A surface has at least one expiry.", "Send at least one expiry."),
        new(
            (ProblemCode)712,
            "slice_expired",
            422,
            "An expiry of a surface lies after the command.",
            "Leave expiries out that have passed."
        ),
        new(
            (ProblemCode)713,
            "slices_not_rising",
            422,
            "The expiries of a surface rise, each once.",
            "Send expiries in rising order, each once."
        ),
        new(
            (ProblemCode)714,
            "smile_out_of_range",
            422,
            "A forward or a smile parameter is out of its range, or the smile falls below zero.",
            "Send a smile within its range."
        ),
        new((ProblemCode)801, "venue_paused", 409, "The venue is paused.", "Wait until the venue goes on."),
        new((ProblemCode)802, "already_paused", 409, "The venue is paused already.", "Nothing needs to be done."),
        new((ProblemCode)803, "not_paused", 409, "The venue is not paused.", "Nothing needs to be done."),
        new((ProblemCode)901, "busy", 503, "Too much waits.", "Send it again a little later."),
        new(
            (ProblemCode)902,
            "journal_unavailable",
            503,
            "The journal takes nothing at present.",
            "Send it again later; nothing happened."
        ),
        new(
            (ProblemCode)903,
            "outcome_unknown",
            503,
            "The journal failed while this was being written: whether it takes effect is not known yet.",
            "Send it again with the same idempotency key."
        ),
        new(
            (ProblemCode)904,
            "halted",
            503,
            "The engine found a bug in itself and stopped.",
            "Tell the operators: the server has to be started again."
        ),
        new((ProblemCode)905, "stopping", 503, "The host is being stopped.", "Send it again when the server is back."),
        new(
            (ProblemCode)910,
            "name_taken",
            409,
            "The name is taken, by an account, an owner's, or something that is listed.",
            "Choose another name."
        ),
        new((ProblemCode)911, "name_invalid", 422, "This is no name.", "Send 1 to 64 letters, digits and . _ : - # @ +, not digits alone."),
        new(
            (ProblemCode)912,
            "unknown_client_order_id",
            404,
            "No open order of the account has this client order id.",
            "List the account's open orders."
        ),
        new((ProblemCode)913, "labels_do_not_fit", 422, "The labels do not fit.", "Send an id for each leg."),
        new(
            (ProblemCode)920,
            "idempotency_key_reused",
            409,
            "The idempotency key was used for another request.",
            "Use a new key for a new request."
        ),
        new((ProblemCode)930, "unknown_proposal", 404, "No proposal of this number waits.", "List the proposals that wait."),
        new(
            (ProblemCode)931,
            "same_person",
            409,
            "Whoever proposed cannot approve, nor can a key that made the proposer's or was made by it.",
            "Have another person approve, whose key neither made the proposer's nor comes from it."
        ),
        new(
            (ProblemCode)932,
            "proposal_waits",
            409,
            "Another proposal on the same thing waits.",
            "List the proposals; have that one approved or withdraw it, then propose anew."
        ),
        new(
            (ProblemCode)933,
            "rules_changed",
            409,
            "Other rules came into force while this was on its way, and both change the same.",
            "Nothing happened. Look at the rules in force, and propose anew, under another idempotency key, what should still change."
        ),
        new((ProblemCode)940, "note_invalid", 422, "The note is not known.", "Report it: the server sent something that it does not know."),
        new(
            (ProblemCode)941,
            "not_writable",
            422,
            "The request cannot be written down: a text is too long, there are too many, or parameters have no form.",
            "Send shorter texts and fewer of them."
        ),
        new(
            (ProblemCode)942,
            "left_out",
            409,
            "The record was left out by an operator: it made the engine find a bug in itself.",
            "Nothing happened. Ask the operator before you send it again."
        ),
    ];

    private static readonly FrozenDictionary<int, ProblemKind> ByCode = Table.ToFrozenDictionary(kind => (int)kind.Code);

    /// <summary>What holds for a refusal.</summary>
    public static ProblemKind Of(int code) =>
        ByCode.TryGetValue(code, out var kind)
            ? kind
            : new((ProblemCode)code, "refused", 422, "It was refused.", "See the reference for the number.");
}
