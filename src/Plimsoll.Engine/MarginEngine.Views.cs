using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Engine.Venue.Schemes;
using Plimsoll.Engine.Views;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <content>The state as it stands, for whoever shows it: copies, which no later command changes.</content>
public sealed partial class MarginEngine
{
    /// <summary>How many assets are listed; their numbers run from 0.</summary>
    public int AssetCount => _state.Market.AssetCount;

    /// <summary>How many indices are listed; their numbers run from 0.</summary>
    public int IndexCount => _state.Indices.Count;

    /// <summary>How many instruments were ever listed; their numbers run from 0.</summary>
    public int InstrumentCount => _state.Instruments.Count;

    /// <summary>How many schemes of portfolio margin are listed; their numbers run from 1.</summary>
    public int SchemeCount => _state.Schemes.Count;

    /// <summary>How many orders are open, the engine's own among them.</summary>
    public int OrderCount => _state.Orders.Count;

    /// <summary>Rules and pause of the venue.</summary>
    public VenueView ViewVenue() =>
        new(_state.Venue, _state.ParametersVersion, _state.IsPausedAt(_state.Now), _state.PausedUntil, _state.GraceUntil);

    /// <summary>The account as it stands.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public AccountView View(AccountId account)
    {
        var row = Find(account);
        return new(
            row.Id,
            row.Owner,
            row.Kind,
            row.Parent,
            row.Instrument,
            row.FundAsset,
            row.Status,
            row.Scheme,
            row.Condition,
            row.Hold,
            row.HoldUntil,
            row.LiquidationOrder
        );
    }

    /// <summary>The account's balances by ascending asset; those of isolated positions are their own accounts'.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public IReadOnlyList<BalanceLine> BalancesOf(AccountId account) => [.. Find(account).Balances];

    /// <summary>The account's positions by ascending instrument; a line may be flat and carry leverage or orders only.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public IReadOnlyList<PositionLine> PositionsOf(AccountId account) => [.. Find(account).Positions];

    /// <summary>The accounts of isolated positions that belong to an account, by ascending instrument of choice, and whether the mode is isolated now.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public IReadOnlyList<(AccountId Account, bool IsIsolated)> IsolatedOf(AccountId account) =>
        [.. Find(account).Isolated.Select(link => (link.Account, link.Mode == MarginMode.Isolated))];

    /// <summary>The account's open orders, oldest first, the engine's own last.</summary>
    /// <exception cref="UnknownIdException">There is no such account.</exception>
    public IReadOnlyList<OrderView> OrdersOf(AccountId account)
    {
        var row = Find(account);
        return [.. row.Orders.Append(row.LiquidationOrder).Select(ViewOrder).OfType<OrderView>()];
    }

    /// <summary>An open order; null for one that is over or never was.</summary>
    public OrderView? ViewOrder(OrderId order) =>
        _state.Orders.TryGetValue(order, out var row)
            ? new(
                row.Id,
                row.Account,
                row.Instrument,
                row.Remaining,
                row.Limit,
                row.IsReduceOnly,
                row.IsLiquidation,
                row.ClientOrderId,
                row.Deadline
            )
            : null;

    /// <summary>The asset's rules now, and its price.</summary>
    /// <exception cref="UnknownIdException">There is no such asset.</exception>
    public AssetValuation View(AssetId asset) => _state.Market.Asset(Find(asset));

    /// <summary>The instrument as it stands.</summary>
    /// <exception cref="UnknownIdException">There is no such instrument.</exception>
    public InstrumentView View(InstrumentId instrument)
    {
        var row = Find(instrument);
        return new(
            row.Parameters,
            row.Trading,
            row.Bid,
            row.Ask,
            row.Last,
            row.Mark,
            row.FundingRate,
            row.NextFunding,
            row.OpenInterest,
            row.Override.Price,
            row.Override.Until,
            row.Override.Proposer,
            row.Override.Approver
        );
    }

    /// <summary>The index as it stands.</summary>
    /// <exception cref="UnknownIdException">There is no such index.</exception>
    public IndexView View(IndexId index)
    {
        if (!_state.IsKnown(index))
        {
            throw new UnknownIdException("index", index.Value, _state.Indices.Count);
        }

        var row = _state.Index(index);
        var sources = row.Sources.Zip(
            row.Parameters.Sources,
            (source, rule) =>
                new SourceView(rule.Name, rule.Weight, source.State, source.Bid, source.Ask, source.QuotedAt, source.GoodSince)
        );
        return new(row.Parameters, row.Price, row.LiveSources, row.WindowUntil, row.HasNoSource, row.NoSourceUntil, [.. sources]);
    }

    /// <summary>The volatility surface of an index, as it was set.</summary>
    /// <exception cref="UnknownIdException">There is no such index.</exception>
    public SurfaceView ViewSurface(IndexId index)
    {
        if (!_state.IsKnown(index))
        {
            throw new UnknownIdException("index", index.Value, _state.Indices.Count);
        }

        var row = _state.Index(index).Surface;
        return new(row.At, row.IndexPrice, [.. row.Slices]);
    }

    /// <summary>The first field of a scheme's rules that would be refused, were they listed or changed now; null when none is.</summary>
    public string? FaultOf(PortfolioScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return SchemeValidator.FirstFault(scheme, _state);
    }

    /// <summary>A scheme's rules now.</summary>
    /// <exception cref="UnknownIdException">There is no such scheme.</exception>
    public PortfolioScheme View(SchemeId scheme) =>
        scheme != SchemeId.Standard && _state.IsKnown(scheme)
            ? _state.Schemes[scheme.Value - 1]
            : throw new UnknownIdException("scheme", scheme.Value, _state.Schemes.Count);

    /// <summary>Changes of parameters that wait for their time, in the order of their tickets.</summary>
    public IReadOnlyList<ScheduledView> Scheduled() =>
        [.. _state.Schedule.Values.Select(change => new ScheduledView(change.Ticket, change.EffectiveAt, change.Parameters))];
}
