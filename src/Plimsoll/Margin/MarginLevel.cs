namespace Plimsoll.Margin;

/// <summary>For what a margin is asked.</summary>
public enum MarginLevel
{
    /// <summary>To open or increase.</summary>
    Initial,

    /// <summary>When an order fills: between the other two, so that a resting order survives a move that an opening would not.</summary>
    Fill,

    /// <summary>To keep.</summary>
    Maintenance,
}
