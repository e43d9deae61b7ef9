using Plimsoll.Formats.PortfolioRules;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;

namespace Plimsoll.Formats.Models;

/// <summary>What a model says of portfolio margin.</summary>
/// <param name="Scheme">The scheme of the account, and of underlyings that have none of their own; without tables where rules do without scenarios.</param>
/// <param name="ByUnderlying">Schemes of some underlyings.</param>
/// <param name="ExpiryHour">Hour of the day, in UTC, at which an expiry that names a day ends.</param>
/// <param name="Hedges">Assets that move with an underlying and hedge it, by asset.</param>
/// <param name="InitialHaircuts">What initial margin asks of assets beyond their haircut, as shares.</param>
public sealed record PortfolioSection(
    PortfolioMarginModel Scheme,
    IReadOnlyDictionary<string, PortfolioMarginModel> ByUnderlying,
    int ExpiryHour,
    IReadOnlyDictionary<string, string> Hedges,
    IReadOnlyDictionary<string, decimal> InitialHaircuts
)
{
    /// <summary>The rules of the account; null where scenarios are all there is.</summary>
    public PortfolioRuleBook? Rules { get; init; }

    /// <summary>
    /// Whether by how much volatilities move could not be established: they stand still in its scenarios, so options are asked too little, and one hedged at its
    /// delta perhaps nothing.
    /// </summary>
    public bool IsVolatilityUnknown { get; init; }

    /// <summary>The rule that is asked of an account: what an engine lists, and what an estimate answers by.</summary>
    /// <param name="accountClass">The account's class; null for none.</param>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public PortfolioRule Rule(string? accountClass = null) =>
        Rules is null ? new ScenarioRule(PortfolioRuleBook.Scenarios, Scheme) { ByUnderlying = ByUnderlying } : Rules.Of(accountClass);

    /// <summary>The scheme of an underlying.</summary>
    public PortfolioMarginModel Of(string underlying) => ByUnderlying.GetValueOrDefault(underlying, Scheme);
}
