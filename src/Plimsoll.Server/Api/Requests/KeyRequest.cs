namespace Plimsoll.Server.Api.Requests;

/// <summary>Names a key.</summary>
/// <param name="Key">Its public name, of 12 letters and digits.</param>
public sealed record KeyRequest(string Key);
