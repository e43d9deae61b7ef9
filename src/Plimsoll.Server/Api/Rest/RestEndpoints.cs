using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Rest;

/// <summary>Each operation at its address.</summary>
internal static class RestEndpoints
{
    public const string Prefix = "/api/v1";

    public static void MapApi(this IEndpointRouteBuilder routes, VenueApi api)
    {
        foreach (var operation in ApiCatalog.All)
        {
            var keyed = new KeyedEndpoint(Permissions.Of(operation.Permission), (context, key) => RunAsync(operation, api, context, key));
            var endpoint = routes.MapMethods(
                Prefix + operation.Route,
                [operation.Method],
                context => RunAsync(operation, api, context, context.RequireKey())
            );
            endpoint.RequireOperation(operation.Permission).WithMetadata(keyed).WithName(operation.Name);
        }
    }

    private static async Task RunAsync(ApiOperation operation, VenueApi api, HttpContext context, ApiKey key)
    {
        var caller = new ApiCaller(api, key, KeyOf(operation, context), context.RequestAborted);
        var request = await RestRequest.ReadAsync(operation, context, api.Json);
        object answer;
        try
        {
            answer = await operation.RunAsync(request, caller);
        }
        catch (JsonException cause)
        {
            throw new ProblemException(JsonFaults.Of(cause, operation.RequestType, api.Json));
        }

        if (answer is StreamedAnswer streamed)
        {
            context.Response.ContentType = streamed.ContentType;
            await streamed.WriteAsync(context.Response.BodyWriter, context.RequestAborted);
            return;
        }

        WholeAnswer.Write(context.Response, answer, api.Json);
    }

    private static string? KeyOf(ApiOperation operation, HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(RequestSignature.IdempotencyHeader, out var values) || !operation.IsCommand)
            return null;

        return values is [{ Length: > 0 and <= 64 } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw new ProblemException(
                new(ProblemCode.BadValue)
                {
                    Field = RequestSignature.IdempotencyHeader,
                    Detail = "expected 1 to 64 printable ASCII characters without spaces.",
                }
            );
    }
}
