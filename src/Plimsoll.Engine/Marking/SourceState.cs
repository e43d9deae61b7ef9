namespace Plimsoll.Engine.Marking;

/// <summary>Whether a source counts, and if not, why; the first that applies is named. Numbers are wire format.</summary>
public enum SourceState : byte
{
    /// <summary>It has not quoted yet.</summary>
    Silent = 0,

    /// <summary>It counts.</summary>
    Live = 1,

    /// <summary>Its last quote is too old, or the price it is converted by is not there.</summary>
    Stale = 2,

    /// <summary>Bid or ask is not positive.</summary>
    NotPositive = 3,

    /// <summary>Its bid is above its ask.</summary>
    Crossed = 4,

    /// <summary>It keeps printing while the others move and it does not.</summary>
    Frozen = 5,

    /// <summary>It lies too far from the others.</summary>
    Deviating = 6,

    /// <summary>It is good again, but not yet for long enough.</summary>
    Returning = 7,
}
