using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Whose a request was.</summary>
/// <param name="Number">The key's number, as the journal has it.</param>
/// <param name="Key">Its public name; null for the server itself.</param>
/// <param name="Label">What it is for, in the words of whoever made it; null for the server itself.</param>
public sealed record KeyName(int Number, string? Key, string? Label)
{
    /// <summary>The name of a key by its number; null for who may not see whose it was.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="caller">Who asks.</param>
    internal static KeyName? For(ApiCaller caller, int number) => caller.SeesProposals ? Of(number, caller.Api.Keys) : null;

    /// <summary>The name of a key by its number.</summary>
    internal static KeyName Of(int number, ApiKeyBook keys) =>
        keys.Keys.FirstOrDefault(key => key.Number == number) is { } key ? new(number, key.Id, key.Label) : new(number, null, null);
}
