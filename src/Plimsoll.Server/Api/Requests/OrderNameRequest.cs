namespace Plimsoll.Server.Api.Requests;

/// <summary>Names an open order, by its number or by account and client order id.</summary>
/// <param name="OrderId">Its number; or absent.</param>
/// <param name="Account">Its account.</param>
/// <param name="ClientOrderId">The client's name for it; or absent.</param>
public sealed record OrderNameRequest(string Account, string? OrderId = null, string? ClientOrderId = null);
