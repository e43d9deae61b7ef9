using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;

namespace Plimsoll.Host.Machine;

/// <content>Names of what the engine's events brought about.</content>
public sealed partial class VenueMachine
{
    private void NameVenue()
    {
        Names.Add(AccountId.Outside, "venue/outside");
        Names.Add(AccountId.Clearing, "venue/clearing");
        Names.Add(AccountId.Fees, "venue/fees");
        Names.Add(AccountId.Rounding, "venue/rounding");
        Names.Add(AccountId.Conversion, "venue/conversion");
        Names.Add(AccountId.BadDebt, "venue/bad-debt");
    }

    /// <summary>The order that the latest command placed.</summary>
    private OrderId NewOrder()
    {
        for (var i = 0; i < Events.Count; i++)
        {
            if (Events[i].Kind == EventKind.OrderPlaced)
                return Events[i].As<OrderPlaced>().Order;
        }

        throw new InvalidOperationException("Expected an accepted order to be placed.");
    }

    /// <summary>Gives names to what is new, and takes those of what is over.</summary>
    /// <returns>The number of what the command was to bring about; zero for none.</returns>
    private long Observe()
    {
        long created = 0;
        var hasNotes = false;
        for (var i = 0; i < Events.Count; i++)
        {
            var view = Events[i];
            switch (view.Kind)
            {
                case EventKind.OrderPlaced:
                    var order = Label(view.As<OrderPlaced>().Order);
                    created = created == 0 ? order : created;
                    break;
                case EventKind.OrderAmended:
                    Place(view.As<OrderAmended>().Order);
                    break;
                case EventKind.OrderReduced:
                    Place(view.As<OrderReduced>().Order);
                    break;
                case EventKind.OrderClosed:
                    Names.Orders.Remove(new(Place(view.As<OrderClosed>().Order)));
                    break;
                case EventKind.LiquidationOrderRecalled:
                    Place(view.As<LiquidationOrderRecalled>().Order);
                    break;
                case EventKind.PositionChanged:
                    hasNotes = true;
                    break;
                case EventKind.TradeRecorded:
                    hasNotes = true;
                    LabelTrade(view.As<TradeRecorded>().TradeId);
                    break;
                case EventKind.TradeBusted:
                    LabelTrade(view.As<TradeBusted>().TradeId);
                    break;
                case EventKind.AccountOpened:
                    var opened = view.As<AccountOpened>();
                    NameAccount(opened);
                    // A listing opens the fund of its asset on the way.
                    created = opened.AccountKind == AccountKind.InsuranceFund ? created : opened.Account.Value;
                    break;
                case EventKind.ChangeScheduled:
                    created = view.As<ChangeScheduled>().Ticket;
                    _decided.Add((int)created, view.Payload!, _inForce!, SubjectOf(view.Payload));
                    if (_origin is { } origin)
                        _decided.SetOrigin((int)created, origin);
                    break;
                case EventKind.ParametersChanged:
                    var ticket = view.As<ParametersChanged>().Ticket;
                    var (subject, isNothing) = _decided.Begin(ticket);
                    _proposals.Join(Engine);
                    End(ticket, subject, isNothing ? ChangeOutcome.NothingChanged : ChangeOutcome.InForce);
                    break;
                case EventKind.ChangeWithdrawn:
                    var withdrawn = view.As<ChangeWithdrawn>().Ticket;
                    End(withdrawn, _decided.Withdraw(withdrawn), ChangeOutcome.Withdrawn);
                    break;
                case EventKind.AssetListed or EventKind.IndexListed or EventKind.InstrumentListed or EventKind.SchemeListed:
                    // Known by its symbol: its number is a place, and the first is 0.
                    NameListed(view.Payload);
                    break;
            }
        }

        if (hasNotes)
            Notes.Take(Events, Engine);

        return created;
    }

    /// <summary>A change waits no more: the event has its number alone.</summary>
    private void End(int ticket, string subject, ChangeOutcome outcome)
    {
        _labels.Add(new(LabelKind.Change, ticket, subject));
        if (outcome == ChangeOutcome.NothingChanged)
            _labels.Add(new(LabelKind.NothingChanged, ticket, ""));

        int? withdrawer = outcome == ChangeOutcome.Withdrawn ? _asker : null;
        _decided.End(new(ticket, subject, outcome, Now, Sequence, _decided.OriginOf(ticket), withdrawer));
    }

    private long Label(OrderId order)
    {
        if (!Names.Orders.IsEmpty && Names.Orders.Of(order) is { } label)
            _labels.Add(new(LabelKind.Order, order.Value, label));

        return order.Value;
    }

    private long Place(OrderId order)
    {
        var isNew = _places.Count == 0 || _places[^1].Order != order;
        if (isNew && Engine.PlaceOf(order) is { } place)
            _places.Add(new(order, place.Account, place.Instrument));

        return isNew ? Label(order) : order.Value;
    }

    /// <summary>What parameters are of; the names are those that the API uses.</summary>
    private static string SubjectOf(object? parameters) =>
        parameters switch
        {
            AssetParameters asset => $"asset {asset.Symbol}",
            IndexParameters index => $"index {index.Symbol}",
            InstrumentParameters instrument => $"instrument {instrument.Symbol}",
            PortfolioScheme scheme => $"scheme {scheme.Symbol}",
            _ => "venue",
        };

    private void LabelTrade(long trade)
    {
        if (trade >= TradeLabels.First && Names.Trades.Of(trade) is { } label)
            _labels.Add(new(LabelKind.Trade, trade, label));
    }

    private void NameAccount(in AccountOpened opened)
    {
        if (opened.AccountKind == AccountKind.Isolated)
            Names.Add(opened.Account, $"{Names.NameOf(opened.Parent)}/{Engine.View(opened.Instrument).Parameters.Symbol}");
        else if (opened.AccountKind == AccountKind.InsuranceFund)
            Names.Add(opened.Account, $"fund/{Engine.View(opened.FundAsset).Asset.Symbol}");
    }

    private void NameListed(object? parameters)
    {
        switch (parameters)
        {
            case AssetParameters asset:
                Names.Add(asset.Id, asset.Symbol);
                break;
            case IndexParameters index:
                Names.Add(index.Id, index.Symbol);
                break;
            case InstrumentParameters instrument:
                Names.Add(instrument.Id, instrument.Symbol);
                break;
            case PortfolioScheme scheme:
                Names.Add(scheme.Id, scheme.Symbol);
                break;
        }
    }
}
