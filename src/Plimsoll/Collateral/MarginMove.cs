namespace Plimsoll.Collateral;

/// <summary>What holding a margin account between its levels did.</summary>
public enum MarginMove
{
    /// <summary>Nothing: it lies between search and release.</summary>
    None,

    /// <summary>Filled up toward initial.</summary>
    TopUp,

    /// <summary>Brought down to initial.</summary>
    Release,

    /// <summary>Filled up with all there is, and still not above maintenance.</summary>
    Distressed,
}
