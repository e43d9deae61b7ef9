using Plimsoll.Client;

namespace MatchingEngine;

/// <summary>An order that the server has let through.</summary>
internal sealed class RestingOrder(string id, Incoming order)
{
    /// <summary>The server's number.</summary>
    public string Id { get; } = id;

    public string Account => order.Account;

    public Side Side => order.Side;

    public ExactDecimal Price => order.Price;

    /// <summary>What is not filled yet.</summary>
    public ExactDecimal Remaining { get; set; } = order.Amount;
}
