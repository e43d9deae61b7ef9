namespace Plimsoll.Formats.Models;

/// <summary>What a model says of margin.</summary>
/// <param name="Numeraire">The asset that everything is valued in.</param>
/// <param name="Assets">The assets that may be held, by name.</param>
/// <param name="Instruments">The instruments, by symbol.</param>
/// <param name="IsLineBelow">Whether an account exactly at its maintenance margin is liquidated.</param>
/// <param name="IsOptionValueCounted">Whether the value of options is in equity.</param>
/// <param name="Rounding">How outputs are rounded, by the name of the output.</param>
public sealed record MarginSection(
    string Numeraire,
    IReadOnlyDictionary<string, ModelAsset> Assets,
    IReadOnlyDictionary<string, ModelInstrument> Instruments,
    bool IsLineBelow,
    bool IsOptionValueCounted,
    IReadOnlyDictionary<string, OutputRounding> Rounding
)
{
    /// <summary>Series of instruments that are not listed one by one.</summary>
    internal IReadOnlyList<InstrumentSeries> Series { get; init; } = [];

    /// <summary>Portfolio margin; null where each position is margined by its own schedule.</summary>
    public PortfolioSection? Portfolio { get; init; }

    /// <summary>The instrument of that symbol, listed or of a series; null when there is none.</summary>
    public ModelInstrument? Find(string symbol) =>
        Instruments.TryGetValue(symbol, out var listed)
            ? listed
            : Series.Select(series => series.Find(symbol)).FirstOrDefault(found => found is not null);
}
