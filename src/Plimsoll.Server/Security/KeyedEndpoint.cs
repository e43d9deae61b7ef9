using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Security;

/// <summary>Says of an endpoint how it is run for a key that is known and may do it.</summary>
/// <param name="Permission">Who may.</param>
/// <param name="RunAsync">Runs it.</param>
internal sealed record KeyedEndpoint(Permission Permission, Func<HttpContext, ApiKey, Task> RunAsync);
