namespace Plimsoll.Server.Api.Requests;

/// <summary>Which side.</summary>
public enum Side
{
    /// <summary>Buys.</summary>
    Buy,

    /// <summary>Sells.</summary>
    Sell,
}
