namespace Plimsoll.Server.Api.Requests;

/// <summary>What can be opened.</summary>
public enum OpenedKind
{
    /// <summary>Margined and liquidated.</summary>
    User,

    /// <summary>Exempt from margin by agreement.</summary>
    MarketMaker,
}
