namespace Plimsoll.Server.Tests.Feeding;

/// <summary>How a local venue behaves.</summary>
public enum Mood
{
    /// <summary>Tells its price as it is.</summary>
    Honest,

    /// <summary>Tells one that is 30 % higher.</summary>
    Lying,

    /// <summary>Tells one that no index can carry.</summary>
    Boundless,

    /// <summary>Keeps the connection and says nothing.</summary>
    Silent,

    /// <summary>Cuts every connection at once.</summary>
    Gone,

    /// <summary>Says what is no message of any venue.</summary>
    Babbling,
}
