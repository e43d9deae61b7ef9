using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>Instruments and indices on which a unit of margin depended: what it held or traded around its liquidation, what that follows, and what values its collateral.</summary>
internal sealed class HeldMarkets(VenueApi api, AccountId unit)
{
    private readonly HashSet<InstrumentId> _instruments = [];
    private readonly HashSet<IndexId> _indices = [];

    /// <summary>Whether a mark of an instrument moves it.</summary>
    public bool Has(InstrumentId instrument) => _instruments.Contains(instrument);

    /// <summary>Whether an index moves it.</summary>
    public bool Has(IndexId index) => _indices.Contains(index);

    /// <summary>What it holds now, which no record near the liquidation need tell.</summary>
    public void TakePresent() =>
        api.Host.Read(
            this,
            static (machine, it) =>
            {
                foreach (var position in machine.Engine.PositionsOf(it.Unit))
                {
                    if (!position.Quantity.IsZero)
                        it.Add(position.Instrument, machine.Engine);
                }

                foreach (var balance in machine.Engine.BalancesOf(it.Unit))
                {
                    it.Add(balance.Asset, machine.Engine);
                }

                return 0;
            }
        );

    /// <summary>Takes an event: what it held is what changed.</summary>
    public void Take(EventView view)
    {
        if (view.Kind == EventKind.PositionChanged && view.As<PositionChanged>() is var changed && changed.Account == unit)
            api.Host.Read((It: this, changed.Instrument), static (machine, it) => it.It.Add(it.Instrument, machine.Engine));
        else if (view.Kind == EventKind.MoneyPosted && view.As<MoneyPosted>() is var posted && (posted.From == unit || posted.To == unit))
            api.Host.Read((It: this, posted.Asset), static (machine, it) => it.It.Add(it.Asset, machine.Engine));
    }

    private AccountId Unit => unit;

    private bool Add(InstrumentId instrument, MarginEngine engine) =>
        _instruments.Add(instrument) && _indices.Add(engine.View(instrument).Parameters.Underlying);

    private bool Add(AssetId asset, MarginEngine engine) => engine.View(asset).Asset.Index is { } index && _indices.Add(index);
}
