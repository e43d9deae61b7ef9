using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Formats.Shapes;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Rules;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Server.Listing;

/// <summary>What the file of a venue looks like: lists of what the API's <c>*.create</c> operations take. docs/guide/settings.md.</summary>
public static class VenueShape
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<RecordShape> Whole = new(Make);

    /// <summary>The whole file.</summary>
    public static RecordShape Root => Whole.Value;

    /// <summary>The JSON Schema (draft 2020-12) of the file.</summary>
    public static string Schema()
    {
        var schema = Root.ToSchema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Plimsoll venue");
        return schema.ToJsonString(Readable);
    }

    private static RecordShape Make()
    {
        var shapes = new ContractShapes(VenueFile.Json, new XmlSummaries());
        return new(
            Optional(VenueFile.Assets, List<CreateAssetRequest>(), "assets; the first that names no index is the numeraire"),
            Optional(VenueFile.Indices, List<IndexRules>(), "indices, each after those by which its sources are converted"),
            Optional(VenueFile.Instruments, List<CreateInstrumentRequest>(), "instruments, by their rules or as a model has them"),
            Optional(VenueFile.Schemes, List<CreateSchemeRequest>(), "schemes of portfolio margin, as models have them")
        );

        ListShape List<T>() => new(shapes.Of(typeof(T)));
    }
}
