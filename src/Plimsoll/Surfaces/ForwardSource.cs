namespace Plimsoll.Surfaces;

/// <summary>Where an expiry's forward comes from. Numbers are wire format.</summary>
public enum ForwardSource : byte
{
    /// <summary>Nothing says.</summary>
    Unknown = 0,

    /// <summary>Put–call parity over the strikes quoted on both sides.</summary>
    Parity = 1,

    /// <summary>The dated future of the same expiry.</summary>
    Future = 2,

    /// <summary>What the venue states beside its quotes.</summary>
    Venue = 3,
}
