using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Server.Security;

/// <summary>Asks the table of permissions. Roles come from the book at that moment, not from what held when the connection began.</summary>
internal sealed class OperationAuthorization(ApiKeyBook book) : AuthorizationHandler<OperationRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OperationRequirement requirement)
    {
        if (requirement.Operation.Length == 0)
        {
            // No route at all: that is for routing to say. A route that names no operation is nobody's.
            if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            {
                context.Succeed(requirement);
            }
        }
        else if (context.User.ApiKey(book) is { } key && Permissions.Of(requirement.Operation).Allows(key.Roles))
        {
            context.Succeed(requirement);
        }
        else if (
            requirement.Operation == Operations.ReadMetrics
            && context.User.Identity is not { IsAuthenticated: true }
            && context.Resource is HttpContext local
            && Loopback.IsDirect(local)
        )
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
