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
        routes.MapGet("/", () => Results.Text(page.Value, "text/html; charset=utf-8")).AllowAnonymous();
        routes.MapGet("/reference", () => Results.Text(page.Value, "text/html; charset=utf-8")).AllowAnonymous();
    }
}
