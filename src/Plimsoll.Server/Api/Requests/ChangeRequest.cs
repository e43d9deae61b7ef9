namespace Plimsoll.Server.Api.Requests;

/// <summary>Names a change that waits for its time.</summary>
/// <param name="Change">Its number, as the approval gave it.</param>
public sealed record ChangeRequest(string Change);
