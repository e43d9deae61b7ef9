using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>The windows of one scheme, by index, and what of it can be bounded. Rules that change make a new one.</summary>
internal sealed class SchemeWindows
{
    private readonly SchemeArrays _arrays;
    private readonly double _multiple;
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
            _multiple = Multiple * PortfolioMargin.Factor(rule.Model, MarginLevelKind.Maintenance, 1);
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

        return _indices[place] ??= new(RowsOf(index.Parameters));
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
            var isFit =
                windows.Rows is { CanBound: true } && parameters.SettlementAsset == _numeraire && parameters.Payoff != Payoff.Inverse;
            var divisor = PortfolioBooks.Unit(parameters.QuantityDecimals + parameters.MultiplierDecimals);
            entry = new(windows, parameters.Underlying, isFit ? windows.Add(parameters.Id) : -1, parameters.Multiplier / divisor);
        }

        return ref entry;
    }

    /// <summary>The windows of all indices that have any.</summary>
    public ReadOnlySpan<IndexWindows?> Indices => _indices;

    /// <summary>Nothing where the rule does not cover the index, or asks for more of it than its scenarios.</summary>
    private BoundRows? RowsOf(IndexParameters index)
    {
        if (!CanBound || _arrays.Of(index) is not { IsCovered: true } entry || HasCharges(entry.Rows.Model))
        {
            return null;
        }

        var rows = new BoundRows(entry.Rows, _multiple);
        // Under the same scenario a gain counts elsewhere: only if it counts in full is it a sum.
        return !AreBooksTogether || rows.CountsGainsInFull ? rows : null;
    }

    private static bool HasCharges(PortfolioMarginModel model)
    {
        foreach (var charge in model.Charges)
        {
            if (PortfolioMargin.IsIn(charge.Levels, MarginLevelKind.Maintenance))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="Index">The windows of its index.</param>
    /// <param name="Underlying">The index.</param>
    /// <param name="Place">Its place there; below zero where it cannot be bounded.</param>
    /// <param name="PerUnit">Underlyings in one unit of quantity.</param>
    internal readonly record struct Entry(IndexWindows Index, IndexId Underlying, int Place, double PerUnit);
}
