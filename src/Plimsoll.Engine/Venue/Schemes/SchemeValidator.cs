using Plimsoll.Engine.Snapshots.Schemes;
using Plimsoll.Engine.State;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Engine.Venue.Schemes;

/// <summary>Whether a scheme of portfolio margin can be carried: its numbers are numbers, its tables bounded, its names known.</summary>
/// <remarks>Source: docs/spec/0022-portfolio-accounts.md (PACC-002).</remarks>
internal static class SchemeValidator
{
    private const int MaxSymbol = 32;
    private const int MaxRows = 5_000;
    private const int MaxCharges = 64;
    private const int MostNested = 4;
    private const int MaxParts = 16;
    private const int MaxDegrees = 100;

    /// <summary>The first field that is out of range; null when there is none.</summary>
    public static string? FirstFault(PortfolioScheme scheme, EngineState state)
    {
        if (!IsName(scheme.Symbol))
        {
            return nameof(scheme.Symbol);
        }

        if (scheme.Peg is { } peg && !state.IsKnown(peg))
        {
            return nameof(scheme.Peg);
        }

        return FirstFault(scheme.Underlyings, state)
            ?? FirstFault(scheme.Collateral, state)
            ?? FirstFault(scheme.Rule, MostNested)
            ?? SchemeCodec.FirstUnfit(scheme);
    }

    private static bool IsName(string? name) => name is { Length: >= 1 and <= MaxSymbol } && !name.Any(sign => sign is <= ' ' or > '~');

    private static string? FirstFault(IReadOnlyList<SchemeUnderlying>? underlyings, EngineState state)
    {
        var isFit =
            underlyings is { Count: <= PortfolioScheme.MaxEntries }
            && underlyings.All(entry => entry is not null && IsName(entry.Name) && state.IsKnown(entry.Index))
            && underlyings.Select(entry => entry.Index).Distinct().Count() == underlyings.Count;
        return isFit ? null : nameof(PortfolioScheme.Underlyings);
    }

    private static string? FirstFault(IReadOnlyList<SchemeCollateral>? collateral, EngineState state)
    {
        if (collateral is null || collateral.Count > PortfolioScheme.MaxEntries)
        {
            return nameof(PortfolioScheme.Collateral);
        }

        foreach (var entry in collateral)
        {
            var isFit =
                entry is { InitialHaircut: >= 0 and <= 1 }
                && state.IsKnown(entry.Asset)
                && entry.Asset != state.Venue.Numeraire
                && (entry.Hedges is not { } index || state.IsKnown(index))
                && collateral.Count(other => other.Asset == entry.Asset) == 1;
            if (!isFit)
            {
                return nameof(PortfolioScheme.Collateral);
            }
        }

        return null;
    }

    private static string? FirstFault(PortfolioRule? rule, int left)
    {
        switch (rule)
        {
            case ScenarioRule scenarios when scenarios.Model is not null && scenarios.ByUnderlying is not null:
                return FirstFault(scenarios.Model, scenarios.Model)
                    ?? scenarios
                        .ByUnderlying.Values.Select(model => FirstFault(model, scenarios.Model))
                        .FirstOrDefault(found => found is not null);
            case ValueAtRiskRule risk:
                return IsFit(risk) ? null : nameof(PortfolioScheme.Rule);
            case ParametricRule parametric:
                return IsFit(parametric) ? null : nameof(PortfolioScheme.Rule);
            case LiquidityRule { Markets.Count: >= 1 and <= PortfolioScheme.MaxEntries, InitialFactor: >= 0, MaintenanceFactor: >= 0 }:
            case SensitivityRule { Terms.Count: >= 1 and <= PortfolioScheme.MaxEntries, InitialFactor: >= 0, MaintenanceFactor: >= 0 }:
                return null;
            case ScaledRule { InitialFactor: >= 0, MaintenanceFactor: >= 0 } scaled when left > 0:
                return FirstFault(scaled.Part, left - 1);
            case BufferedRule { Share: >= 0 } buffered when left > 0:
                return FirstFault(buffered.Part, left - 1) ?? FirstFault(buffered.Reference, left - 1);
            case CombinedRule { Parts.Count: >= 1 and <= MaxParts, InitialFloor: >= 0, MaintenanceFloor: >= 0 } combined when left > 0:
                return combined.Parts.Select(part => FirstFault(part, left - 1)).FirstOrDefault(found => found is not null);
            default:
                return nameof(PortfolioScheme.Rule);
        }
    }

    private static bool IsFit(ValueAtRiskRule risk) =>
        risk is { Moves.Rows.Count: <= MaxRows, Measure: RiskMeasure.ValueAtRisk or RiskMeasure.ExpectedShortfall }
        && risk is { InitialLevel: > 0 and < 1, MaintenanceLevel: > 0 and < 1 }
        && risk is { InitialFactor: >= 0, MaintenanceFactor: >= 0, AveragingSeconds: >= 0 };

    private static bool IsFit(ParametricRule risk) =>
        risk
            is { Moves.Underlyings.Count: <= PortfolioScheme.MaxEntries, Measure: RiskMeasure.ValueAtRisk or RiskMeasure.ExpectedShortfall }
        && risk is { InitialLevel: >= 0.5 and < 1, MaintenanceLevel: >= 0.5 and < 1, Degrees: null or (>= 3 and <= MaxDegrees) }
        && risk is { InitialFactor: >= 0, MaintenanceFactor: >= 0 };

    private static string? FirstFault(PortfolioMarginModel? model, PortfolioMarginModel account)
    {
        if (model?.Tables is null || model.Tables.Any(table => table?.Rows is not { Count: >= 1 }))
        {
            return nameof(model.Tables);
        }

        var rows = model.Tables.Sum(table => table.Rows.Count);
        var isAlike = account.Netting != BookNetting.SameScenario || rows == account.Tables.Sum(table => table.Rows.Count);
        if (rows is < 1 or > MaxRows || !isAlike || model.Tables.Any(table => table.Rows.Any(row => !IsFit(table, row, model))))
        {
            return nameof(model.Tables);
        }

        if (model.Tables.Any(table => table.Scaling is { } scaling && !(scaling is { Range: > 0 and < 1, Factor: >= 0, Dampener: >= 0 })))
        {
            return nameof(ScenarioTable.Scaling);
        }

        if (model.Volatility is not { Up: >= 0, Down: >= 0, FloorDays: >= 0, ReferenceDays: > 0, LeastUp: >= 0, LeastUpShock: >= 0 })
        {
            return nameof(model.Volatility);
        }

        if (model.Charges is null || model.Charges.Count > MaxCharges || model.Charges.Any(charge => !IsFit(charge)))
        {
            return nameof(model.Charges);
        }

        if (model.Credits is null || model.Credits.Any(credit => credit is not { RatioA: > 0, RatioB: > 0, Rate: >= 0 and <= 1 }))
        {
            return nameof(model.Credits);
        }

        return
            model is { InitialFactor: >= 0, MaintenanceFactor: >= 0, AveragingSeconds: >= 0, Gains: { Weight: >= 0 and <= 1, Most: >= 0 } }
            ? null
            : nameof(model.InitialFactor);
    }

    private static bool IsFit(PortfolioCharge? charge)
    {
        if (charge is not DepegCharge depeg)
        {
            return charge is not null;
        }

        if (depeg is not { PegPrice: > 0 and <= 1, Pairs: not null, OffPeg: not null } || depeg.Pairs.Any(pair => pair is null))
        {
            return false;
        }

        var above = depeg.PegPrice;
        foreach (var off in depeg.OffPeg)
        {
            if (off is not { Price: > 0, Ladder: not null } || off.Price >= above)
            {
                return false;
            }

            above = off.Price;
        }

        return true;
    }

    private static bool IsFit(ScenarioTable table, ScenarioRow row, PortfolioMarginModel model) =>
        row is { Weight: >= 0, Days: >= 0 }
        && (table.IsAbsolute || row.Factor > 0)
        && (row.Volatility is not (VolatilityMove.SkewTurned or VolatilityMove.SkewSteepened) || model.Skew is not null);
}
