namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>The sixteen scenarios of SPAN.</summary>
/// <remarks>
/// Seven prices from −3/3 to +3/3 of the price scan range, each with volatility up and down, and two extreme moves of which a share counts; a day passes.
/// The order is that of the risk array. Source: CME SPAN methodology; multiple and share of the extreme moves differ by clearing house.
/// </remarks>
public static class SpanScenarios
{
    private static ReadOnlySpan<int> Thirds => [0, 1, -1, 2, -2, 3, -3];

    /// <summary>The table.</summary>
    /// <param name="priceScanRange">Above zero, in units of the price.</param>
    /// <param name="extremeMultiple">Multiple of the range that extreme moves go.</param>
    /// <param name="extremeWeight">Share of their loss that counts.</param>
    /// <param name="days">Days that pass.</param>
    public static ScenarioTable Table(double priceScanRange, double extremeMultiple, double extremeWeight, double days)
    {
        var rows = new List<ScenarioRow>();
        foreach (var third in Thirds)
        {
            rows.Add(new(priceScanRange * third / 3, VolatilityMove.Up, 1, days));
            rows.Add(new(priceScanRange * third / 3, VolatilityMove.Down, 1, days));
        }

        rows.Add(new(priceScanRange * extremeMultiple, VolatilityMove.None, extremeWeight, days));
        rows.Add(new(-priceScanRange * extremeMultiple, VolatilityMove.None, extremeWeight, days));
        return new("span", rows) { IsAbsolute = true };
    }
}
