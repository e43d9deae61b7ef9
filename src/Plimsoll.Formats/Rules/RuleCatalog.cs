namespace Plimsoll.Formats.Rules;

/// <summary>Every kind of rule there is.</summary>
public static class RuleCatalog
{
    /// <summary>The kinds, by name.</summary>
    public static IReadOnlyDictionary<string, RuleKind> Kinds { get; } =
        new SortedDictionary<string, RuleKind>(All().ToDictionary(kind => kind.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    // One line for each family of rules; a family lives in a file of its own beside this one.
    private static IEnumerable<RuleKind> All() =>
        [
            .. AdlRules.Kinds,
            .. AuctionRules.Kinds,
            .. BackstopRules.Kinds,
            .. BacktestRules.Kinds,
            .. CloseOutRules.Kinds,
            .. CollateralRules.Kinds,
            .. CompositePriceRules.Kinds,
            .. FundingRules.Kinds,
            .. HealthRules.Kinds,
            .. IndexRules.Kinds,
            .. InsuranceRules.Kinds,
            .. IsolatedMarginRules.Kinds,
            .. LeveledMarginRules.Kinds,
            .. LiquidationRules.Kinds,
            .. LognormalRules.Kinds,
            .. MarginRules.Kinds,
            .. MarkRules.Kinds,
            .. OptionMarginRules.Kinds,
            .. PacedRules.Kinds,
            .. RatioRules.Kinds,
            .. RobustMarkRules.Kinds,
            .. RootScaledRules.Kinds,
            .. ScenarioAuctionRules.Kinds,
            .. ScenarioPartRules.Kinds,
            .. ScenarioRules.Kinds,
            .. ShortageRules.Kinds,
            .. SkewRules.Kinds,
            .. SpotMarginRules.Kinds,
            .. StagedRules.Kinds,
            .. TakeoverRules.Kinds,
            .. TimeWeightedFundingRules.Kinds,
            .. UnitMarginRules.Kinds,
        ];
}
