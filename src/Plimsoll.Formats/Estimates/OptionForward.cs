using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>The forward of an option's expiry, where the option's own quote does not state it.</summary>
internal static class OptionForward
{
    /// <summary>That of another option of the expiry, the mark of the future that ends with it, or the index; null where the portfolio has none of them.</summary>
    public static decimal? Of(MarginSection margin, Portfolio portfolio, ModelInstrument option)
    {
        var same = portfolio
            .Market.Select(quote => (quote.Value, Listing: margin.Find(quote.Key)))
            .Where(each => each.Listing?.Underlying == option.Underlying)
            .ToArray();
        var expiry = same.Where(each => each.Listing!.Expiry == option.Expiry).ToArray();
        return expiry.Select(each => each.Value.Forward).FirstOrDefault(forward => forward is not null)
            ?? expiry.Where(each => each.Listing!.Option is null).Select(each => each.Value.Mark).FirstOrDefault(mark => mark is not null)
            ?? portfolio.Market.GetValueOrDefault(option.Underlying)?.Index
            ?? same.Select(each => each.Value.Index).FirstOrDefault(index => index is not null);
    }
}
