namespace Plimsoll.Surfaces;

/// <summary>How an expiry's smile came about. Numbers are wire format.</summary>
public enum SliceStatus : byte
{
    /// <summary>No smile: no quote can be used. The surface interpolates in time.</summary>
    NoQuotes = 0,

    /// <summary>All five parameters are fitted.</summary>
    Fitted = 1,

    /// <summary>Too few quotes on any expiry: level and wings are fitted.</summary>
    WingsOnly = 2,

    /// <summary>Too few quotes on any expiry: one volatility for all strikes.</summary>
    Flat = 3,

    /// <summary>Too few quotes here: a multiple of the neighbouring expiry's smile.</summary>
    Scaled = 4,
}
