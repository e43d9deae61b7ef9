using Microsoft.AspNetCore.Authorization;

namespace Plimsoll.Server.Security;

/// <summary>A key whose roles allow an operation.</summary>
/// <param name="Operation">One of <see cref="Operations"/>; empty for an endpoint that names none, which nobody may use.</param>
internal sealed record OperationRequirement(string Operation) : IAuthorizationRequirement;
