namespace Plimsoll.Values;

/// <summary>Where the remainder below one unit goes. Every division in Plimsoll names one.</summary>
public enum Rounding
{
    /// <summary>Toward negative infinity: what an account has or receives.</summary>
    Floor = 0,

    /// <summary>Toward positive infinity: what an account owes or must hold.</summary>
    Ceiling = 1,
}
