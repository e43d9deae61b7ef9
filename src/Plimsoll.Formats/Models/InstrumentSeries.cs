using Plimsoll.Pricing;

namespace Plimsoll.Formats.Models;

/// <summary>Instruments that differ by strike and expiry alone, and need not be listed one by one.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Symbol">How symbols are written.</param>
/// <param name="Like">What they have in common.</param>
internal sealed record InstrumentSeries(string Name, SymbolPattern Symbol, ModelInstrument Like)
{
    /// <summary>The instrument of that symbol; null when it is none of the series.</summary>
    public ModelInstrument? Find(string symbol)
    {
        if (Symbol.Match(symbol) is not { } match)
        {
            return null;
        }

        var right = match.Right == "put" ? OptionType.Put : OptionType.Call;
        return Like with
        {
            Name = symbol,
            Expiry = match.Expiry,
            Option = Like.Option is { } option ? option with { Right = right, Strike = match.Strike ?? 1 } : null,
        };
    }
}
