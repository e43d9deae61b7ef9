using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Security;

/// <summary>Who sent a request, and what that key may do.</summary>
public static class ApiUser
{
    /// <summary>The live key of a user; null for nobody, or when it was revoked since.</summary>
    public static ApiKey? ApiKey(this ClaimsPrincipal user, ApiKeyBook book)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(book);
        return user.FindFirst(ApiKeyDefaults.KeyClaim)?.Value is { } id && book.Find(id) is { IsLive: true } key ? key : null;
    }

    /// <summary>The live key of a request.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ApiKey RequireKey(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.ApiKey(context.RequestServices.GetRequiredService<ApiKeyBook>())
            ?? throw new ProblemException(new(ProblemCode.KeyRequired) { Field = "Authorization" });
    }

    /// <summary>Goes no further unless the request's key may do something for an account. To be called for every account that a request names.</summary>
    /// <exception cref="ProblemException">It may not.</exception>
    public static void RequireAccount(this HttpContext context, string operation, string account)
    {
        var (key, permission) = (context.RequireKey(), Permissions.Of(operation));
        if (permission.Allows(key, account))
        {
            return;
        }

        // The same for an account that is there and one that is not: a key's holder does not learn of other accounts.
        throw new ProblemException(
            permission.Allows(key.Roles) ? new(ProblemCode.NotOwnAccount) { Field = "account" } : KeyProblems.NotAllowed(operation, key)
        );
    }
}
