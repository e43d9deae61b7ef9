using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The prices and parameters that margin is a function of: contracts with their marks, assets with their index prices.</summary>
/// <remarks>Rows are dense ids. The engine keeps one up to date; estimates work on a <see cref="Copy"/>.</remarks>
public sealed class MarketView
{
    private InstrumentRow[] _instruments = [];
    private AssetValuation[] _assets = [];

    /// <summary>How many instruments there are.</summary>
    public int InstrumentCount => _instruments.Length;

    /// <summary>How many assets there are.</summary>
    public int AssetCount => _assets.Length;

    /// <summary>An asset at its index price.</summary>
    public ref readonly AssetValuation Asset(AssetId asset) => ref _assets[asset.Value];

    /// <summary>An instrument's arithmetic.</summary>
    public Contract Contract(InstrumentId instrument) => _instruments[instrument.Value].Contract;

    /// <summary>An instrument's mark price; zero when it has none.</summary>
    public Price Mark(InstrumentId instrument) => _instruments[instrument.Value].Mark;

    /// <summary>An instrument's prices, as its margin schedule sees them.</summary>
    public MarketPoint Point(InstrumentId instrument)
    {
        ref readonly var row = ref _instruments[instrument.Value];
        return new(row.Mark, row.Index.IsPositive ? row.Index : row.Mark, row.OpenInterest);
    }

    /// <summary>What initial margin is multiplied by: one, or more while the underlying has no source.</summary>
    public Rate InitialMarginMultiple(InstrumentId instrument) => _instruments[instrument.Value].InitialMarginMultiple;

    /// <summary>Adds the next asset.</summary>
    public void Add(AssetValuation asset) => _assets = [.. _assets, asset];

    /// <summary>Replaces an asset's parameters or price.</summary>
    public void Set(AssetId asset, AssetValuation valuation) => _assets[asset.Value] = valuation;

    /// <summary>Adds the next instrument, without a mark price yet.</summary>
    public void Add(Contract contract) => _instruments = [.. _instruments, new(contract, default, Rate.One, default, default)];

    /// <summary>Replaces an instrument's parameters.</summary>
    public void Set(InstrumentId instrument, Contract contract) => _instruments[instrument.Value].Contract = contract;

    /// <summary>Sets a mark price.</summary>
    public void Set(InstrumentId instrument, Price mark) => _instruments[instrument.Value].Mark = mark;

    /// <summary>Sets the multiple of initial margin.</summary>
    public void Set(InstrumentId instrument, Rate initialMarginMultiple) =>
        _instruments[instrument.Value].InitialMarginMultiple = initialMarginMultiple;

    /// <summary>Sets the index price of an instrument's underlying and the open interest, for schedules that ask for them.</summary>
    public void Set(InstrumentId instrument, Price index, Quantity openInterest)
    {
        ref var row = ref _instruments[instrument.Value];
        (row.Index, row.OpenInterest) = (index, openInterest);
    }

    /// <summary>A view of its own for an estimate.</summary>
    public MarketView Copy() => new() { _instruments = [.. _instruments], _assets = [.. _assets] };

    private record struct InstrumentRow(Contract Contract, Price Mark, Rate InitialMarginMultiple, Price Index, Quantity OpenInterest);
}
