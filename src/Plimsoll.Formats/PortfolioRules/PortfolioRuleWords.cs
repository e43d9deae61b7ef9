using System.Globalization;
using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>Rules in words.</summary>
public static class PortfolioRuleWords
{
    /// <summary>What a rule asks for, in a line.</summary>
    public static string Of(PortfolioRule rule) =>
        rule switch
        {
            ScenarioRule => "the worst scenario, and charges",
            ValueAtRiskRule tail => OfTail(tail),
            ParametricRule parametric => OfLaw(parametric),
            LiquidityRule liquidity => $"cost of closing in the markets of {string.Join(", ", liquidity.Markets.Keys)}"
                + (liquidity.Time is { } time ? Text($", and time at {Percent(time.Participation)} of the volume") : ""),
            SensitivityRule greeks => $"delta, gamma, vega and theta in {string.Join(", ", greeks.Terms.Keys)}",
            CombinedRule combined => OfSeveral(combined),
            ScaledRule scaled => Shares(scaled.InitialFactor, scaled.MaintenanceFactor) + $" of {scaled.Part.Name}",
            BufferedRule buffered => $"{buffered.Part.Name}, buffered by {Percent(buffered.Share)} up to {buffered.Reference.Name}",
            _ => rule.Name,
        };

    private static string OfTail(ValueAtRiskRule rule)
    {
        var what = rule.Measure == RiskMeasure.ExpectedShortfall ? "expected shortfall" : "value at risk";
        var rows = rule.Moves.Rows;
        var days = rule.Moves.Days == 1 ? "a day" : Text($"{rule.Moves.Days:0.##} days");
        var of = Text($"{what} at {Shares(rule.InitialLevel, rule.MaintenanceLevel)} of {rows.Count:#,0} moves of {days}");
        return $"{of}, {rows[0].Name} to {rows[^1].Name}{Scaled(rule.InitialFactor, rule.MaintenanceFactor)}";
    }

    private static string OfLaw(ParametricRule rule)
    {
        var what = rule.Measure == RiskMeasure.ExpectedShortfall ? "expected shortfall" : "value at risk";
        var days = rule.Moves.Days == 1 ? "a day" : Text($"{rule.Moves.Days:0.##} days");
        var law = rule.Degrees is { } degrees ? Text($"Student moves of {degrees} degrees") : "normal moves";
        var factors = Text($"{rule.Moves.Deviations.Count} correlated factors");
        return $"{what} at {Shares(rule.InitialLevel, rule.MaintenanceLevel)} of {law} of {factors} over {days}{Scaled(rule.InitialFactor, rule.MaintenanceFactor)}";
    }

    private static string Scaled(double initial, double maintenance) =>
        initial == 1 && maintenance == 1 ? "" : Text($", times {initial:0.####} and {maintenance:0.####}");

    private static string OfSeveral(CombinedRule rule)
    {
        var word = rule.Combination == RuleCombination.Sum ? "sum" : "largest";
        var floor =
            rule.InitialFloor == 0 && rule.MaintenanceFloor == 0 ? "" : Text($", at least {rule.InitialFloor} and {rule.MaintenanceFloor}");
        return $"{word} of {string.Join(", ", rule.Parts.Select(part => part.Name))}{floor}";
    }

    private static string Shares(double initial, double maintenance) =>
        initial == maintenance ? Percent(initial) : $"{Percent(initial)} and {Percent(maintenance)}";

    private static string Percent(double share) => Text($"{100 * share:0.####} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
