namespace Plimsoll.Host.Machine;

/// <summary>What a label names. Numbers are in the files of events.</summary>
public enum LabelKind : byte
{
    /// <summary>An order: its client order id.</summary>
    Order = 0,

    /// <summary>A trade: the matching engine's id.</summary>
    Trade = 1,

    /// <summary>A scheduled change: what it changes, such as <c>instrument PERP</c>.</summary>
    Change = 2,

    /// <summary>A scheduled change that found nothing left to change; without text.</summary>
    NothingChanged = 3,
}
