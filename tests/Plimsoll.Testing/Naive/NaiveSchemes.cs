using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Schemes of portfolio margin: listing and choosing them, and their bounds: docs/spec/0022, "Schemes".</summary>
internal static class NaiveSchemes
{
    private const int RowsMax = 5_000;
    private const int ChargesMax = 64;
    private const int PartsMax = 16;
    private const int DepthMax = 4;

    public static RejectReason List(NaiveState state, PortfolioScheme scheme)
    {
        if (state.Schemes.Count + 1 >= SchemeId.Limit)
            return RejectReason.LimitReached;

        if (scheme.Id.Value != state.Schemes.Count + 1)
            return RejectReason.IdNotNext;

        if (!IsValid(state, scheme))
            return RejectReason.ParametersInvalid;

        state.Schemes.Add(scheme);
        return RejectReason.None;
    }

    public static RejectReason Choose(NaiveState state, SetScheme command)
    {
        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (account.Kind != AccountKind.User)
            return RejectReason.AccountKindNotAllowed;

        if (account.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        if (command.Scheme.Value > state.Schemes.Count)
            return RejectReason.UnknownScheme;

        if (account.IsStopped)
            return RejectReason.AccountInLiquidation;

        var before = account.Scheme;
        var (initial, maintenance) = (NaiveMargin.Initial(state, account), NaiveMargin.Maintenance(state, account));
        account.Scheme = command.Scheme.Value;
        var required = NaiveMargin.Initial(state, account);
        var isDearer = required > initial || NaiveMargin.Maintenance(state, account) > maintenance;
        if (isDearer && required > NaiveMargin.FreeEquity(state, NaivePortfolio.Of(state, account)))
        {
            account.Scheme = before;
            state.Note(NaiveRoute.SchemeRefused, $"{account.Id}");
            return RejectReason.InsufficientMargin;
        }

        state.Note(account.Scheme == 0 ? NaiveRoute.SchemeLeft : NaiveRoute.SchemeChosen, $"{account.Id}");
        state.Affected.Add(account.Id);
        return RejectReason.None;
    }

    public static bool IsValid(NaiveState state, PortfolioScheme scheme) =>
        scheme.Symbol is { Length: >= 1 and <= 32 }
        && scheme.Symbol.All(letter => letter is > ' ' and <= '~')
        && IsValid(scheme.Rule, 0)
        && scheme.Underlyings.Count <= 64
        && scheme.Underlyings.Select(entry => entry.Index).Distinct().Count() == scheme.Underlyings.Count
        && scheme.Underlyings.All(entry =>
            entry.Index.Value < state.Indices.Count
            && entry.Name is { Length: >= 1 and <= 32 }
            && entry.Name.All(letter => letter is > ' ' and <= '~')
        )
        && scheme.Collateral.Count <= 64
        && scheme.Collateral.Select(coin => coin.Asset).Distinct().Count() == scheme.Collateral.Count
        && scheme.Collateral.All(coin => IsValid(state, coin))
        && (scheme.Peg is not { } peg || peg.Value < state.Indices.Count);

    /// <summary>Whether a rule knows an underlying: scenarios know all, Greeks those they have terms of, several together what each knows.</summary>
    public static bool Covers(PortfolioRule rule, string underlying) =>
        rule switch
        {
            SensitivityRule greeks => greeks.Terms.ContainsKey(underlying),
            CombinedRule combined => combined.Parts.All(part => Covers(part, underlying)),
            _ => true,
        };

    private static bool IsValid(NaiveState state, SchemeCollateral coin) =>
        coin.Asset.Value < state.Assets.Count
        && coin.Asset != state.Venue.Numeraire
        && (coin.Hedges is not { } index || index.Value < state.Indices.Count)
        && IsShare(coin.InitialHaircut);

    private static bool IsValid(PortfolioRule rule, int depth) =>
        rule switch
        {
            ScenarioRule scenarios => IsValid(scenarios.Model)
                && scenarios.ByUnderlying.Values.All(each =>
                    IsValid(each) && (scenarios.Model.Netting != BookNetting.SameScenario || Rows(each) == Rows(scenarios.Model))
                ),
            SensitivityRule greeks => greeks.Terms.Count is >= 1 and <= 64
                && IsAmount(greeks.InitialFactor)
                && IsAmount(greeks.MaintenanceFactor),
            CombinedRule combined => depth < DepthMax
                && combined.Parts.Count is >= 1 and <= PartsMax
                && IsAmount(combined.InitialFloor)
                && IsAmount(combined.MaintenanceFloor)
                && combined.Parts.All(part => IsValid(part, depth + 1)),
            _ => false,
        };

    private static int Rows(PortfolioMarginModel model) => model.Tables.Sum(table => table.Rows.Count);

    private static bool IsValid(PortfolioMarginModel model) =>
        Rows(model) is >= 1 and <= RowsMax
        && model.Tables.All(table =>
            table.Rows.All(row =>
                (table.IsAbsolute ? double.IsFinite(row.Factor) : row.Factor > 0 && double.IsFinite(row.Factor))
                && IsAmount(row.Weight)
                && IsAmount(row.Days)
            )
        )
        && new[] { model.Volatility.Up, model.Volatility.Down, model.InitialFactor, model.MaintenanceFactor }.All(IsAmount)
        && model.Charges.Count <= ChargesMax
        && model.Charges.All(IsValid);

    private static bool IsValid(PortfolioCharge charge) =>
        charge switch
        {
            NotionalCharge notional => IsAmount(notional.Rate),
            ShortOptionCharge shorts => IsAmount(shorts.Rate),
            DeltaCharge delta => IsAmount(delta.NetRate) && IsAmount(delta.HedgedRate),
            _ => true,
        };

    private static bool IsAmount(double number) => number >= 0 && double.IsFinite(number);

    private static bool IsShare(double number) => number is >= 0 and <= 1;
}
