namespace Plimsoll.Engine.Marking;

/// <summary>Why a protective window closed. Numbers are wire format.</summary>
public enum WindowOutcome : byte
{
    /// <summary>Two or more sources agree on the price.</summary>
    Confirmed = 1,

    /// <summary>The price came back.</summary>
    Returned = 2,

    /// <summary>Its time ran out: the move is acted upon.</summary>
    Expired = 3,
}
