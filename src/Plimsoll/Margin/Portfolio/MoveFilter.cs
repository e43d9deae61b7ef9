namespace Plimsoll.Margin.Portfolio;

/// <summary>By which forecast of volatility moves of the past are brought to today's.</summary>
public enum MoveFilter
{
    /// <summary>By none: they count as they were.</summary>
    None = 0,

    /// <summary>An exponentially weighted mean of squares.</summary>
    Ewma = 1,

    /// <summary>GARCH(1,1), fitted to the history.</summary>
    Garch = 2,
}
