namespace Plimsoll.Fuzz.Requests;

/// <summary>One operation as the server's own document shows it.</summary>
/// <param name="Name">Its name, which is its method over WebSocket.</param>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">With parameters in braces.</param>
/// <param name="Roles">Who may ask it for any account.</param>
/// <param name="Members">All members of the request: from path, query and body alike.</param>
internal sealed record Operation(
    string Name,
    string Method,
    string Path,
    IReadOnlyList<string> Roles,
    IReadOnlyList<OperationMember> Members
);
