namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Which long options relieve short ones of the charge for shorts.</summary>
public enum ShortNetting
{
    /// <summary>None: every short counts.</summary>
    None = 0,

    /// <summary>Those of the same expiry and strike, calls and puts alike.</summary>
    Strike = 1,

    /// <summary>Those of the same expiry.</summary>
    Expiry = 2,

    /// <summary>All of the book.</summary>
    Book = 3,
}
