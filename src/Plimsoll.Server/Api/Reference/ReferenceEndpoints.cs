using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Rest;

namespace Plimsoll.Server.Api.Reference;

/// <summary>The document and the page to read; open to all, since they say nothing of the venue.</summary>
internal static class ReferenceEndpoints
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as text.</summary>
    public static string Text(JsonSerializerOptions json, string version)
    {
        json.MakeReadOnly(populateMissingResolver: true);
        return OpenApiDocument.Of(ApiCatalog.All, json, version).ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    public static void MapReference(this IEndpointRouteBuilder routes, VenueApi api, string version)
    {
        // Made when somebody first asks: a start should not wait for it.
        var document = new Lazy<string>(() => Text(api.Json, version));
        var page = new Lazy<string>(() => ReferencePage.Of(OpenApiDocument.Of(ApiCatalog.All, api.Json, version)));
        routes
            .MapGet(RestEndpoints.Prefix + "/openapi.json", () => Results.Text(document.Value, "application/json; charset=utf-8"))
            .AllowAnonymous();
        routes.MapGet("/", Page).AllowAnonymous();
        routes.MapGet("/reference", Page).AllowAnonymous();

        IResult Page(HttpRequest request) => Results.Text(ReferencePage.At(AddressOf(request), page.Value), "text/html; charset=utf-8");
    }

    /// <summary>The address under which the server was asked, as a reader would ask it again.</summary>
    private static Uri AddressOf(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        // HTTP/1.0 may name no host.
        var host = request.Host.HasValue
            ? request.Host.ToUriComponent()
            : new IPEndPoint(connection.LocalIpAddress ?? IPAddress.Loopback, connection.LocalPort).ToString();
        return new($"{request.Scheme}://{host}");
    }
}
