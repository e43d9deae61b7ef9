namespace Plimsoll.Formats.Estimates;

/// <summary>What a cure has to reach.</summary>
/// <param name="MarginRatio">Equity over maintenance margin, at least; null: initial margin is covered.</param>
public sealed record CureTarget(decimal? MarginRatio)
{
    /// <summary>Initial margin is covered: free collateral is not negative.</summary>
    public static CureTarget InitialMargin { get; } = new((decimal?)null);

    /// <summary>Whether an account is there.</summary>
    public bool IsReachedBy(AccountFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return MarginRatio is { } ratio
            ? figures.Equity >= figures.MaintenanceMargin * ratio
            : figures.Equity
                >= (figures.InitialMargin ?? throw new InvalidOperationException("Asked for a margin that the model does not state."));
    }
}
