using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>What is said of a symbol that a model does not list.</summary>
internal static class SymbolAdvice
{
    private const int MostNames = 12;

    /// <summary>What is wrong with it, and what was probably meant.</summary>
    public static (string Message, string Advice) Of(Model model, MarginSection margin, string symbol)
    {
        var like = margin
            .Series.OrderByDescending(series => series.Symbol.PlaceCount)
            .FirstOrDefault(series => series.Symbol.Trouble(symbol) is not null);
        if (like is not null)
        {
            return ($"{model.Title} does not list {symbol}: {like.Symbol.Trouble(symbol)}.", $"Its {like.Name} are written {like.Symbol}.");
        }

        var known = margin.Instruments.Keys.Concat(margin.Series.Select(series => $"{series.Symbol} ({series.Name})"));
        return ($"{model.Title} does not list {symbol}; it lists: {Some(known)}.", Meant(model, margin, symbol));
    }

    /// <summary>The same instrument in the model's own spelling, where another model's was used; else a name that is near.</summary>
    private static string Meant(Model model, MarginSection margin, string symbol)
    {
        var elsewhere = ModelCatalog
            .BuiltIn.Names.Where(name => name != model.Name)
            .Select(name => ModelCatalog.BuiltIn.Find(name))
            .Select(other => (Model: other, Listing: other?.Margin?.Find(symbol)))
            .Where(each => each.Listing is not null)
            .Select(each => (each.Model, Own: margin.Like(each.Listing!)))
            .FirstOrDefault(each => each.Own is not null);
        return elsewhere.Own is { } own
            ? $"That is a symbol of {elsewhere.Model!.Title}; did you mean {own.Name}?"
            : Nearest.Advice(symbol, margin.Instruments.Keys);
    }

    private static string Some(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToArray();
        return all.Length <= MostNames
            ? string.Join(", ", all)
            : string.Join(", ", all[..MostNames]) + $" and {all.Length - MostNames} more";
    }
}
