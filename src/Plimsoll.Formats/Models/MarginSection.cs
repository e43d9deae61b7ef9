using Plimsoll.Instruments;
using Plimsoll.Pricing;

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
    internal static readonly string[] KindsOfDollars = ["USD", "USDT", "USDC", "USDE", "DAI"];

    private static readonly string[] Dollars = ["USD", "USDT", "USDC"];

    /// <summary>What it says of the account as a whole.</summary>
    public AccountRules Account { get; init; } = AccountRules.Usual;

    /// <summary>Series of instruments that are not listed one by one.</summary>
    internal IReadOnlyList<InstrumentSeries> Series { get; init; } = [];

    /// <summary>Whether an asset is dollars of whatever kind.</summary>
    internal static bool IsDollar(string asset) =>
        asset is "DAI" || Dollars.Any(dollar => asset.StartsWith(dollar, StringComparison.Ordinal));

    /// <summary>The linear perpetual on a coin, settled in dollars of whatever kind; null when there is none.</summary>
    public ModelInstrument? LinearPerpetual(string coin) =>
        Instruments
            .Values.Where(each => each.Kind == InstrumentKind.Perpetual && each.Payoff == Payoff.Linear && each.Underlying == coin)
            .Where(each => each.Option is null && Array.IndexOf(Dollars, each.Settlement) >= 0)
            .OrderBy(each => Array.IndexOf(Dollars, each.Settlement))
            .FirstOrDefault();

    /// <summary>What is listed: each instrument, and of each series of options or futures what its members have in common.</summary>
    public IEnumerable<ModelInstrument> Listed => Instruments.Values.Concat(Series.Select(series => series.Like));

    /// <summary>Portfolio margin; null where each position is margined by its own schedule.</summary>
    public PortfolioSection? Portfolio { get; init; }

    /// <summary>The instrument of that symbol, listed or of a series; null when there is none.</summary>
    public ModelInstrument? Find(string symbol) =>
        Instruments.TryGetValue(symbol, out var listed)
            ? listed
            : Series.Select(series => series.Find(symbol)).FirstOrDefault(found => found is not null);

    /// <summary>What here is most like an instrument of another model: the same kind on the same underlying, and of options the same expiry, strike and right.</summary>
    internal ModelInstrument? Like(ModelInstrument from)
    {
        if (from.Option is { } option)
        {
            return Series
                .Where(series => series.Like.Option is not null && series.Like.Underlying == from.Underlying)
                .OrderBy(series => series.Like.Option!.IsInverse == option.IsInverse ? 0 : 1)
                .Select(series => series.Find(series.Symbol.Write(from.Expiry, option.Strike, option.Right == OptionType.Call ? "C" : "P")))
                .FirstOrDefault(found => found is not null);
        }

        return Instruments
            .Values.Where(listing => listing.Option is null && listing.Kind == from.Kind && listing.Underlying == from.Underlying)
            .OrderBy(listing => listing.Payoff == from.Payoff ? 0 : 1)
            .ThenBy(listing => Array.IndexOf(KindsOfDollars, listing.Settlement) is var place && place < 0 ? KindsOfDollars.Length : place)
            .FirstOrDefault();
    }
}
