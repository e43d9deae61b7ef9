using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <content>Commands: names become numbers, the engine decides, and what it gave out gets its names.</content>
public sealed partial class VenueMachine
{
    private readonly List<EventLabel> _labels = [];
    private readonly List<OrderPlace> _places = [];
    private object? _inForce; // before the command, of what it changes
    private int _asker;
    private readonly List<string> _newTrades = [];

    /// <summary>Names from outside of orders and trades in the latest record's events.</summary>
    internal IReadOnlyList<EventLabel> Labels => _labels;

    /// <summary>Whose orders are that the latest record's events name by number alone.</summary>
    internal IReadOnlyList<OrderPlace> Places => _places;

    /// <summary>What the latest record's events leave out.</summary>
    internal RecordNotes Notes { get; } = new();

    private Outcome Decide(Command command, IReadOnlyList<string> labels) =>
        command switch
        {
            PlaceOrder order when labels.Count > 0 => Place(order, labels),
            RecordTrades trades when labels.Count > 0 => Record(trades, labels),
            OpenAccount account when labels.Count > 0 => OpenNamed(account, labels),
            BustTrade bust when labels.Count > 0 => Bust(bust, labels),
            CorrectTrade correction when labels.Count > 0 => Correct(correction, labels),
            ListAsset or ListIndex or ListInstrument or ListScheme => List(command),
            AmendOrder => Run(command), // its label is what was asked
            _ when labels.Count > 0 => Refuse(HostReason.LabelsDoNotFit, nameof(HostEntry.Labels)),
            _ => Run(command),
        };

    private Outcome Run(Command command) => Finish(Ask(command));

    private CommandResult Ask(Command command)
    {
        if (command is RecordTrades trades)
            Notes.Look(trades, Engine);

        _inForce = RuleChange.RulesOf(command) is { } rules ? RuleChange.InForce(rules, Engine) : null;
        var result = Engine.Apply(command);
        Events = Engine.Events;
        return result;
    }

    private Outcome Finish(CommandResult result) =>
        new(Sequence, Now, (int)result.Reason, result.Field, result.Shortfall, result.IsAccepted ? Observe() : 0, false, result.ShortOf);

    private Outcome Place(PlaceOrder order, IReadOnlyList<string> labels)
    {
        var label = labels[0];
        if (labels.Count != 1 || !NameRules.IsLabel(label))
            return Refuse(HostReason.NameInvalid, nameof(order.ClientOrderId));

        if (Names.Orders.TryFind(order.Account, label, out _))
            return new(Sequence, Now, (int)RejectReason.ClientOrderIdInUse, nameof(order.ClientOrderId), Money.Zero, 0, false);

        var result = Ask(order);
        // Before the events are looked through: the same command may end the order again.
        if (result.IsAccepted)
            Names.Orders.Add(order.Account, label, NewOrder());

        return Finish(result);
    }

    private Outcome DecideLabelled(in HostEntry entry)
    {
        if (entry.Labels.Count == 0)
            return DecideNumbered(entry);

        if (!Names.Orders.TryFind(entry.Account, entry.Labels[0], out var order))
            return Refuse(HostReason.UnknownClientOrderId, nameof(PlaceOrder.ClientOrderId));

        return entry.Command switch
        {
            CancelOrder cancel => Run(cancel with { Order = order }),
            AmendOrder amend => Run(amend with { Order = order }),
            ReportOrderDone done => Run(done with { Order = order }),
            _ => Refuse(HostReason.LabelsDoNotFit, nameof(HostEntry.Labels)),
        };
    }

    /// <summary>Another account's order is unknown like one that is not there.</summary>
    private Outcome DecideNumbered(in HostEntry entry)
    {
        OrderId? named = entry.Command switch
        {
            CancelOrder cancel => cancel.Order,
            AmendOrder amend => amend.Order,
            ReportOrderDone done => done.Order,
            _ => null,
        };
        if (named is not { } order)
            return Refuse(HostReason.LabelsDoNotFit, nameof(HostEntry.Labels));

        return Engine.ViewOrder(order) is { } open && Engine.ParentOf(open.Account) == entry.Account
            ? Run(entry.Command!)
            : new(Sequence, Now, (int)RejectReason.UnknownOrder, nameof(CancelOrder.Order), Money.Zero, 0, false);
    }

    private Outcome OpenNamed(OpenAccount account, IReadOnlyList<string> labels)
    {
        if (labels.Count != 2)
            return Refuse(HostReason.LabelsDoNotFit, nameof(HostEntry.Labels));

        var (name, owner) = (labels[0], labels[1]);
        if (!NameRules.IsName(name))
            return Refuse(HostReason.NameInvalid, "Name");

        if (!NameRules.IsName(owner))
            return Refuse(HostReason.NameInvalid, nameof(account.Owner));

        if (Names.IsTaken(name))
            return Refuse(HostReason.NameTaken, "Name");

        var isNewOwner = !Names.TryFindOwner(owner, out var number);
        var outcome = Run(account with { Owner = isNewOwner ? Names.OwnerCount : number });
        if (outcome.IsAccepted)
        {
            if (isNewOwner)
                Names.AddOwner(owner);

            Names.Add(new AccountId((int)outcome.Created), name);
        }

        return outcome;
    }

    private Outcome Record(RecordTrades trades, IReadOnlyList<string> labels)
    {
        if (labels.Count != trades.Legs.Length)
            return Refuse(HostReason.LabelsDoNotFit, nameof(HostEntry.Labels));

        _newTrades.Clear();
        var legs = trades.Legs.ToArray();
        for (var i = 0; i < legs.Length; i++)
        {
            if (!NameRules.IsLabel(labels[i]))
                return Refuse(HostReason.NameInvalid, nameof(TradeLeg.TradeId));

            legs[i] = legs[i] with { TradeId = Names.Trades.NumberOf(labels[i], _newTrades) };
        }

        return Name(Ask(trades with { Legs = legs }));
    }

    private Outcome Bust(BustTrade bust, IReadOnlyList<string> labels)
    {
        if (labels.Count != 1 || !NameRules.IsLabel(labels[0]))
            return Refuse(HostReason.LabelsDoNotFit, nameof(bust.TradeId));

        _newTrades.Clear();
        return Run(bust with { TradeId = Names.Trades.NumberOf(labels[0], _newTrades) });
    }

    private Outcome Correct(CorrectTrade correction, IReadOnlyList<string> labels)
    {
        if (labels.Count != 2 || !NameRules.IsLabel(labels[0]) || !NameRules.IsLabel(labels[1]))
            return Refuse(HostReason.LabelsDoNotFit, nameof(correction.TradeId));

        // One that has no number yet is unknown to the engine, whatever it is called.
        _newTrades.Clear();
        var wrong = Names.Trades.NumberOf(labels[0], _newTrades);
        _newTrades.Clear();
        var right = Names.Trades.NumberOf(labels[1], _newTrades);
        return Name(Ask(correction with { TradeId = wrong, CorrectedTradeId = right }));
    }

    /// <summary>Trades that were booked have their numbers from now on.</summary>
    private Outcome Name(CommandResult result)
    {
        foreach (var label in result.IsAccepted ? _newTrades : [])
        {
            Names.Trades.Add(label, Engine.ViewVenue().Parameters.TradesKept);
        }

        return Finish(result);
    }

    private Outcome List(Command command)
    {
        var symbol = command switch
        {
            ListAsset { Parameters: { } asset } when Names.TryFindAsset(asset.Symbol, out _) => asset.Symbol,
            ListIndex { Parameters: { } index } when Names.TryFindIndex(index.Symbol, out _) => index.Symbol,
            ListInstrument { Parameters: { } instrument } when Names.TryFindInstrument(instrument.Symbol, out _) => instrument.Symbol,
            ListScheme { Parameters: { } scheme } when Names.TryFindScheme(scheme.Symbol, out _) => scheme.Symbol,
            _ => null,
        };

        return symbol is null ? Run(command) : Refuse(HostReason.NameTaken, "Symbol");
    }
}
