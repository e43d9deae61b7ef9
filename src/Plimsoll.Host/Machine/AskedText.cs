using System.Globalization;
using System.Numerics;
using System.Text;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What was asked, in a line, for what administrators do: who reads the audit log knows nothing of the codec. Orders, trades and prices speak by their events, but for those that an administrator sends by hand.</summary>
internal static class AskedText
{
    private const int Longest = 400;

    /// <summary>The line; empty for what is no administrator's.</summary>
    public static string Of(in HostEntry entry, VenueMachine machine)
    {
        var (engine, names, companion) = (machine.Engine, machine.Names, machine.Companion);
        var text = entry.Kind switch
        {
            EntryKind.Command or EntryKind.LabelledOrder => Of(entry, entry.Command!, machine),
            EntryKind.Opened => "opened the venue",
            EntryKind.Started or EntryKind.StartedFormerly => $"started version {entry.Labels[0]}",
            EntryKind.Note => companion.Describe(entry.Note.Span),
            EntryKind.Proposal => "propose " + Of(entry.Command!, entry.Labels, engine, names),
            EntryKind.Approval => "approve " + Subject(entry, machine),
            EntryKind.Withdrawal => "withdraw " + Subject(entry, machine),
            EntryKind.Skipped => string.Create(CultureInfo.InvariantCulture, $"skip record={entry.Subject} reason={entry.Labels[0]}"),
            EntryKind.Restored when entry.GivenUpTo < entry.Subject => string.Create(
                CultureInfo.InvariantCulture,
                $"restore given_up_from={entry.Subject} (none known)"
            ),
            EntryKind.Restored => string.Create(
                CultureInfo.InvariantCulture,
                $"restore given_up_from={entry.Subject} given_up_to={entry.GivenUpTo}"
            ),
            _ => "",
        };
        return text.Length <= Longest ? text : text[..Longest];
    }

    /// <summary>What an account's holder, a matching engine or a feed does too is the log's where an administrator does it.</summary>
    private static string Of(in HostEntry entry, Command command, VenueMachine machine)
    {
        var (engine, names) = (machine.Engine, machine.Names);
        if (command is PlaceOrder or RecordTrades or AdvanceTime) // most of what comes, asked first
            return "";

        var isStream = command is CancelOrder or AmendOrder or SubmitQuotes or SetSurface;
        var isEverybodys = isStream || command is SetLeverage or SetMarginMode or MoveIsolatedMargin or SetScheme;
        if (!isEverybodys)
            return Of(command, entry.Labels, engine, names);

        // Who asks before what for: of these, too, nearly all are machines'.
        if (entry.Actor == 0 || !machine.Companion.IsByHand(entry.Actor, isStream))
            return "";

        AccountId? account = command switch
        {
            SetLeverage it => it.Account,
            SetMarginMode it => it.Account,
            MoveIsolatedMargin it => it.Account,
            SetScheme it => it.Account,
            CancelOrder it => AccountOf(it.Order, entry, machine),
            AmendOrder it => AccountOf(it.Order, entry, machine),
            _ => null,
        };
        var name = NameOf(account, machine);
        if (name is not null && machine.Companion.IsOwn(entry.Actor, name))
            return "";

        var text = Of(command, entry.Labels, engine, names);
        // Which order it is stands in the label, or in the number; whose, beside it.
        return command is CancelOrder or AmendOrder ? $"{text} account={name ?? "unknown"}" : text;
    }

    private static AccountId? AccountOf(OrderId order, in HostEntry entry, VenueMachine machine) =>
        entry.Kind == EntryKind.LabelledOrder ? entry.Account : machine.Engine.OrderOf(order)?.Account;

    private static string? NameOf(AccountId? account, VenueMachine machine) =>
        account is not { } id ? null
        : machine.Engine.IsKnown(id) ? machine.Names.NameOf(machine.Engine.ParentOf(id))
        : machine.Names.NameOf(id);

    /// <summary>A command in a line; empty for what only matching engines and clocks send.</summary>
    public static string Of(Command command, IReadOnlyList<string> labels, MarginEngine engine, NameBook names)
    {
        var say = new Words(engine, names);
        return command switch
        {
            PlaceOrder or RecordTrades or AdvanceTime => "",
            CancelOrder it => $"cancel_order {say.Order(it.Order, labels)}",
            AmendOrder it =>
                $"amend_order {say.Order(it.Order, labels)} quantity_units={say.Number(it.Quantity.Units)} price_units={say.Number(it.LimitPrice.Units)}",
            SubmitQuotes it => "submit_quotes" + say.Quotes(it),
            SetSurface it => $"set_surface index={say.Symbol(it.Index)} slices={say.Number(it.Slices.Length)}",
            SetLeverage it => $"set_leverage account={say.Name(it.Account)} instrument={say.Symbol(it.Instrument)} leverage={it.Leverage}",
            SetMarginMode it =>
                $"set_margin_mode account={say.Name(it.Account)} instrument={say.Symbol(it.Instrument)} mode={it.Mode} leverage={it.Leverage}",
            MoveIsolatedMargin it =>
                $"move_isolated_margin account={say.Name(it.Account)} instrument={say.Symbol(it.Instrument)} {say.Settled(it.Instrument, it.Amount)}",
            SetScheme it => $"set_scheme account={say.Name(it.Account)} scheme={say.Scheme(it.Scheme)}",
            OpenAccount open => labels.Count == 2 ? $"open_account name={labels[0]} owner={labels[1]}" : $"open_account kind={open.Kind}",
            SetAccountStatus it => $"set_account_status account={say.Name(it.Account)} status={it.Status}",
            DepositCollateral it => $"deposit_collateral account={say.Name(it.Account)} {say.Amount(it.Asset, it.Amount)}",
            WithdrawCollateral it => $"withdraw_collateral account={say.Name(it.Account)} {say.Amount(it.Asset, it.Amount)}",
            TransferCollateral it => $"transfer_collateral from={say.Name(it.From)} to={say.Name(it.To)} {say.Amount(it.Asset, it.Amount)}",
            FundInsurance it => $"fund_insurance {say.Amount(it.Asset, it.Amount)}",
            BustTrade it => $"bust_trade trade={(labels.Count > 0 ? labels[0] : say.Number(it.TradeId))}",
            CorrectTrade it =>
                $"correct_trade trade={(labels.Count > 0 ? labels[0] : say.Number(it.TradeId))} by={(labels.Count > 1 ? labels[1] : say.Number(it.CorrectedTradeId))}",
            HaltInstrument it => $"halt_instrument instrument={say.Symbol(it.Instrument)}",
            ResumeInstrument it => $"resume_instrument instrument={say.Symbol(it.Instrument)}",
            DelistInstrument it => $"delist_instrument instrument={say.Symbol(it.Instrument)}",
            PauseVenue => "pause_venue",
            ResumeVenue => "resume_venue",
            ProposeMarkOverride it =>
                $"propose_mark_override instrument={say.Symbol(it.Instrument)} price_units={say.Number(it.Price.Units)} until={say.Time(it.Until)}",
            ApproveMarkOverride it when it.Price == default => $"approve_mark_override instrument={say.Symbol(it.Instrument)}",
            ApproveMarkOverride it =>
                $"approve_mark_override instrument={say.Symbol(it.Instrument)} price_units={say.Number(it.Price.Units)} until={say.Time(it.Until)}",
            EndMarkOverride it => $"end_mark_override instrument={say.Symbol(it.Instrument)}",
            ListAsset it => $"list_asset symbol={it.Parameters?.Symbol}",
            ListIndex it => $"list_index symbol={it.Parameters?.Symbol}",
            ListInstrument it => $"list_instrument symbol={it.Parameters?.Symbol}",
            ListScheme it => $"list_scheme symbol={it.Parameters?.Symbol}",
            ChangeAsset it => $"change_asset symbol={it.Parameters?.Symbol} effective_at={say.Time(it.EffectiveAt)}",
            ChangeIndex it => $"change_index symbol={it.Parameters?.Symbol} effective_at={say.Time(it.EffectiveAt)}",
            ChangeInstrument it => $"change_instrument symbol={it.Parameters?.Symbol} effective_at={say.Time(it.EffectiveAt)}",
            ChangeScheme it => $"change_scheme symbol={it.Parameters?.Symbol} effective_at={say.Time(it.EffectiveAt)}",
            WithdrawChange it => $"withdraw_change change={say.Number(it.Ticket)}",
            ChangeVenue it => $"change_venue effective_at={say.Time(it.EffectiveAt)}",
            _ => "",
        };
    }

    /// <summary>A proposal in a line, with who proposed it.</summary>
    private static string Subject(in HostEntry entry, VenueMachine machine)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"proposal={entry.Subject}");
        return machine.FindProposal(entry.Subject) is { } proposal
            ? $"{number} {Of(proposal.Command, [], machine.Engine, machine.Names)} proposed_by={machine.Companion.NameOf(proposal.Proposer)}"
            : number;
    }

    private readonly struct Words(MarginEngine engine, NameBook names)
    {
        public string Name(AccountId account) => names.NameOf(account);

        public string Symbol(InstrumentId instrument) =>
            engine.IsKnown(instrument) ? engine.View(instrument).Parameters.Symbol : Number(instrument.Value);

        public string Amount(AssetId asset, Money amount) =>
            engine.IsKnown(asset)
                ? $"asset={engine.View(asset).Asset.Symbol} amount={Decimal(amount.Units, engine.View(asset).Asset.Decimals)}"
                : $"asset={Number(asset.Value)}";

        public string Symbol(IndexId index) => engine.IsKnown(index) ? engine.View(index).Parameters.Symbol : Number(index.Value);

        public string Scheme(SchemeId scheme) =>
            scheme == SchemeId.Standard ? "standard"
            : engine.IsKnown(scheme) ? engine.View(scheme).Symbol
            : Number(scheme.Value);

        public string Order(OrderId order, IReadOnlyList<string> labels) =>
            labels.Count > 0 ? $"client_order_id={labels[0]}" : $"order_id={Number(order.Value)}";

        public string Settled(InstrumentId instrument, Money amount) =>
            engine.IsKnown(instrument) ? Amount(engine.View(instrument).Parameters.SettlementAsset, amount) : "";

        /// <summary>The first of them: what does not fit into a line, the events say.</summary>
        public string Quotes(SubmitQuotes quotes)
        {
            var text = new StringBuilder();
            for (var i = 0; i < quotes.IndexQuotes.Length && text.Length <= Longest; i++)
            {
                ref readonly var quote = ref quotes.IndexQuotes.Span[i];
                Append(text, "index", Symbol(quote.Index), quote.Bid, quote.Ask);
            }

            for (var i = 0; i < quotes.BookQuotes.Length && text.Length <= Longest; i++)
            {
                ref readonly var quote = ref quotes.BookQuotes.Span[i];
                Append(text, "book", Symbol(quote.Instrument), quote.Bid, quote.Ask);
            }

            return text.ToString();
        }

        private static void Append(StringBuilder text, string kind, string symbol, Price bid, Price ask) =>
            text.Append(CultureInfo.InvariantCulture, $" {kind}={symbol} bid_units={bid.Units} ask_units={ask.Units}");

        public string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

        public string Time(Timestamp time) =>
            time.Nanoseconds == 0 || time == Timestamp.Never
                ? "approval"
                : DateTime
                    .UnixEpoch.AddTicks(time.Nanoseconds / 100)
                    .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

        private static string Decimal(Int128 units, int decimals)
        {
            // Of any number: what is asked need not make sense.
            var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}".TrimEnd('0').TrimEnd('.');
            return units < 0 ? "-" + text : text;
        }
    }
}
