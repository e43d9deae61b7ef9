namespace Plimsoll.Feeds.Protocols;

/// <summary>What a protocol has to say beside quotes.</summary>
public enum ProtocolNotice
{
    /// <summary>The message is not what the venue documents.</summary>
    Malformed = 1,

    /// <summary>Messages are missing: the state has to be asked for anew.</summary>
    Gap = 2,

    /// <summary>The venue refuses what was asked, such as an unknown market.</summary>
    Refused = 3,

    /// <summary>The venue is about to close the connection.</summary>
    Leaving = 4,

    /// <summary>The venue says that it is down or in maintenance.</summary>
    VenueDown = 5,

    /// <summary>Providers of an oracle contradict each other, or too few answer.</summary>
    NoAgreement = 6,
}
