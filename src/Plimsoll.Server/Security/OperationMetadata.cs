namespace Plimsoll.Server.Security;

/// <summary>Says of an endpoint what it does, for the table of permissions.</summary>
/// <param name="Operation">One of <see cref="Operations"/>.</param>
public sealed record OperationMetadata(string Operation);
