using Plimsoll.Engine.State;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Marking;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>The risk arrays of one scheme, by instrument, and the rows of each index.</summary>
internal sealed class SchemeArrays
{
    private readonly List<SchemeRows> _rows = [];
    private IndexEntry?[] _indices = [];
    private HeldArray?[] _instruments = [];

    public SchemeArrays(PortfolioScheme scheme)
    {
        Scheme = scheme;
        // Credits between underlyings look at more than the worst of each.
        HasHedges = scheme.Collateral.Any(entry => entry.Hedges is not null);
        Rule = scheme.Rule is ScenarioRule { Model.Credits.Count: 0 } rule ? rule : null;
    }

    public PortfolioScheme Scheme { get; }

    /// <summary>The rule; null where its requirement is not summed from risk arrays.</summary>
    public ScenarioRule? Rule { get; }

    /// <summary>Whether any coin hedges.</summary>
    public bool HasHedges { get; }

    /// <summary>What the scheme says of an index.</summary>
    public IndexEntry Of(IndexParameters index)
    {
        var place = index.Id.Value;
        if (place >= _indices.Length)
        {
            Array.Resize(ref _indices, Math.Max(place + 1, 2 * _indices.Length));
        }

        if (_indices[place] is { } known && ReferenceEquals(known.Index, index))
        {
            return known;
        }

        var name = PortfolioBooks.NameOf(Scheme, index);
        return _indices[place] = new(index, name, RowsOf(Rule!.SchemeOf(name)), Scheme.Rule.Covers(name));
    }

    /// <summary>Whether an instrument's array was ever asked for.</summary>
    public bool Has(int instrument) => instrument < _instruments.Length && _instruments[instrument] is not null;

    /// <summary>An instrument's array under some rows, as it was last filled.</summary>
    public HeldArray Of(InstrumentRow instrument, SchemeRows rows)
    {
        var place = instrument.Parameters.Id.Value;
        if (place >= _instruments.Length)
        {
            Array.Resize(ref _instruments, Math.Max(place + 1, 2 * _instruments.Length));
        }

        return _instruments[place] is { } known && ReferenceEquals(known.Array.Rows, rows) ? known : _instruments[place] = new(rows);
    }

    /// <summary>The same rows for the same model, so that arrays are known again by them.</summary>
    private SchemeRows RowsOf(PortfolioMarginModel model)
    {
        foreach (var rows in _rows)
        {
            if (ReferenceEquals(rows.Model, model))
            {
                return rows;
            }
        }

        _rows.Add(new(model));
        return _rows[^1];
    }

    /// <param name="Index">The index's parameters.</param>
    /// <param name="Name">What the rule calls it.</param>
    /// <param name="Rows">The rows of its scheme.</param>
    /// <param name="IsCovered">Whether the rule margins it.</param>
    internal sealed record IndexEntry(IndexParameters Index, string Name, SchemeRows Rows, bool IsCovered);
}
