namespace Plimsoll.Client;

/// <summary>The request of an operation that needs to be told nothing.</summary>
public sealed record NoMembers
{
    /// <summary>The one there is.</summary>
    public static NoMembers Instance { get; } = new();
}
