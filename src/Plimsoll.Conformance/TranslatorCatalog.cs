using Plimsoll.Conformance.Translators;

namespace Plimsoll.Conformance;

/// <summary>Which translator a vector needs, or why there is none.</summary>
public static class TranslatorCatalog
{
    private static readonly Dictionary<(string Venue, string Kind), Func<Vector, Translation>> Translators = All()
        .ToDictionary(entry => (entry.Venue, entry.Kind), entry => entry.Translate);

    /// <summary>Why a vector is not run; null when it is.</summary>
    public static string? ReasonToSkip(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Find(vector) is not null ? null : "no rule of this kind yet";
    }

    /// <summary>Translates a vector that is not skipped.</summary>
    public static Translation Translate(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Find(vector)!(vector);
    }

    /// <summary>Whether a venue's vectors of a kind have a rule of their own.</summary>
    public static bool Has(string venue, string kind) => Translators.ContainsKey((venue, kind));

    /// <summary>By the formula that the vector says it follows; or, where it names none that is known, by venue and kind.</summary>
    private static Func<Vector, Translation>? Find(Vector vector) =>
        Translators.GetValueOrDefault(FormulaCatalog.RuleOf(vector) ?? (vector.Venue, vector.Kind));

    // One line for each venue; a venue's translators live in a file of their own.
    private static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All() =>
        [
            .. BacktestTranslators.All,
            .. BinanceRuleTranslators.All,
            .. BitmexRuleTranslators.All,
            .. ClosedFormTranslators.All,
            .. DangoTranslators.All,
            .. DeribitTranslators.All,
            .. DeriveAuctionTranslators.All,
            .. DerivePortfolioTranslators.All,
            .. DeriveVenueTranslators.All,
            .. DeriveTranslators.All,
            .. DriftTranslators.All,
            .. DydxTranslators.All,
            .. FtxRuleTranslators.All,
            .. HyperliquidRuleTranslators.All,
            .. LiquidationPriceTranslators.All,
            .. MangoTranslators.All,
            .. OkxRuleTranslators.All,
            .. ParadexRuleTranslators.All,
            .. RequirementTranslators.All,
            .. ScenarioTranslators.All,
            .. SynthetixTranslators.All,
            .. TierTranslators.All,
            .. VegaTranslators.All,
        ];
}
