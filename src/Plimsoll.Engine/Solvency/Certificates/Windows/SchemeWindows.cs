using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>The windows of one scheme, by index, and what of it can be bounded. Rules that change make a new one.</summary>
internal sealed class SchemeWindows
{
    private readonly SchemeArrays _arrays;
    private readonly double _factor;
    private readonly AssetId _numeraire;
    private IndexWindows?[] _indices = [];
    private Entry[] _instruments = [];

    /// <param name="scheme">The scheme.</param>
    /// <param name="venue">The venue's rules.</param>
    public SchemeWindows(PortfolioScheme scheme, VenueParameters venue)
    {
        _arrays = new(scheme);
        _numeraire = venue.Numeraire;
        Multiple = venue.MarginCallMultiple.Nano / (double)Rate.NanoPerOne;
        // Coins that hedge lie in their books: those sums are another's.
        CanBound = _arrays.Rule is not null && !_arrays.HasHedges;
        if (_arrays.Rule is { } rule)
        {
            _factor = PortfolioMargin.Factor(rule.Model, MarginLevelKind.Maintenance, 1);
            AreBooksTogether = rule.Model.Netting == BookNetting.SameScenario;
        }
    }

    /// <summary>The multiple of maintenance margin below which an account is called.</summary>
    public double Multiple { get; }

    /// <summary>Whether the rule is a worst scenario of sums over positions.</summary>
    public bool CanBound { get; }

    /// <summary>Whether all indices are looked at under the same scenario.</summary>
    public bool AreBooksTogether { get; }

    /// <summary>The windows of an index.</summary>
    public IndexWindows Of(IndexRow index)
    {
        var place = index.Parameters.Id.Value;
        if (place >= _indices.Length)
        {
            Array.Resize(ref _indices, Math.Max(place + 1, 2 * _indices.Length));
        }

        return _indices[place] ??= Made(index.Parameters);
    }

    /// <summary>Where an instrument stands, and what one unit of its quantity is in underlyings; not fit where it cannot be bounded.</summary>
    public ref readonly Entry Of(InstrumentRow instrument, EngineState state)
    {
        var place = instrument.Parameters.Id.Value;
        if (place >= _instruments.Length)
        {
            Array.Resize(ref _instruments, Math.Max(place + 1, 2 * _instruments.Length));
        }

        ref var entry = ref _instruments[place];
        if (entry.Index is null)
        {
            var parameters = instrument.Parameters;
            var windows = Of(state.Index(parameters.Underlying));
            var isFit = windows.Rows is not null && parameters.SettlementAsset == _numeraire && parameters.Payoff != Payoff.Inverse;
            var divisor = PortfolioBooks.Unit(parameters.QuantityDecimals + parameters.MultiplierDecimals);
            entry = new(windows, parameters.Underlying, isFit ? windows.Add(parameters.Id) : -1, parameters.Multiplier / divisor)
            {
                Kind =
                    parameters.Option is not null ? PositionKind.Option
                    : parameters.HasExpiry ? PositionKind.Future
                    : PositionKind.Perpetual,
                Expiry = parameters.HasExpiry ? parameters.Expiry.Nanoseconds : 0,
                Strike = parameters.Option?.Strike.Units ?? 0,
            };
        }

        return ref entry;
    }

    /// <summary>The windows of all indices that have any.</summary>
    public ReadOnlySpan<IndexWindows?> Indices => _indices;

    /// <summary>For coins alone where the rule does not cover the index, or asks for more of it than can be bounded.</summary>
    private IndexWindows Made(IndexParameters index)
    {
        if (!CanBound || _arrays.Of(index) is not { IsCovered: true } entry)
        {
            return new(null, null);
        }

        var rows = new BoundRows(entry.Rows, Multiple * _factor);
        var charges = ChargeBounds.Of(entry.Rows.Model, Multiple, _factor);
        // Under the same scenario a gain counts elsewhere: only if it counts in full is it a sum. Charges look at coins that a scheme names.
        var isSum = !AreBooksTogether || rows.CountsGainsInFull;
        var seesCoins = charges is { IsEmpty: false } && _arrays.Scheme.Collateral.Count > 0;
        return rows.CanBound && isSum && charges is not null && !seesCoins ? new(rows, charges) : new(null, null);
    }

    /// <param name="Index">The windows of its index.</param>
    /// <param name="Underlying">The index.</param>
    /// <param name="Place">Its place there; below zero where it cannot be bounded.</param>
    /// <param name="PerUnit">Underlyings in one unit of quantity.</param>
    internal readonly record struct Entry(IndexWindows Index, IndexId Underlying, int Place, double PerUnit)
    {
        /// <summary>What charges take it for.</summary>
        public PositionKind Kind { get; init; }

        /// <summary>Of what expires: when.</summary>
        public long Expiry { get; init; }

        /// <summary>Of an option: its strike.</summary>
        public double Strike { get; init; }
    }
}
