using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>The Greeks of one position or coin, its quantity included.</summary>
/// <param name="Shown">As Deribit shows them, per unit of the underlying's price.</param>
/// <param name="Cash">In the numeraire.</param>
internal sealed record GreekLine(DisplayedGreeks Shown, CashGreeks Cash)
{
    /// <summary>The instrument or asset.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it moves with.</summary>
    public string Underlying { get; init; } = "";

    /// <summary>Why there are no figures; null where there are.</summary>
    public string? Reason { get; init; }

    /// <summary>Forward of an option's expiry; null for others.</summary>
    public double? Forward { get; init; }

    /// <summary>Volatility that an option is valued with; null for others.</summary>
    public double? Volatility { get; init; }

    /// <summary>An option's time to expiry in years of 365 days; null for others.</summary>
    public double? Years { get; init; }

    /// <summary>No figures.</summary>
    public static GreekLine None(string reason) => new(default, default) { Reason = reason };
}
