namespace Plimsoll.Margin.Scenarios;

/// <summary>Which requirement is asked for.</summary>
public enum MarginLevelKind
{
    /// <summary>To open or increase.</summary>
    Initial = 0,

    /// <summary>To keep.</summary>
    Maintenance = 1,
}
