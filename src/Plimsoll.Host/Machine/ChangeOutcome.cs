namespace Plimsoll.Host.Machine;

/// <summary>What became of a change that was decided. Numbers are in snapshots.</summary>
public enum ChangeOutcome : byte
{
    /// <summary>It holds.</summary>
    InForce = 0,

    /// <summary>Its time came, and what it was to change was so already, by other changes in between.</summary>
    NothingChanged = 1,

    /// <summary>It was taken back before its time.</summary>
    Withdrawn = 2,
}
