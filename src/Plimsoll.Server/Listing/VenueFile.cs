using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Formats.Documents;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Listing;

/// <summary>What a venue lists, read from a file: requests of the API, in the order in which they can be listed.</summary>
internal sealed class VenueFile
{
    public const string Assets = "assets";
    public const string Indices = "indices";
    public const string Instruments = "instruments";
    public const string Schemes = "schemes";

    /// <summary>What a file may have.</summary>
    public static IReadOnlyList<string> Sections { get; } = [Assets, Indices, Instruments, Schemes];

    private const int Depth = 32;

    /// <summary>How its requests are read: as the API reads them.</summary>
    public static JsonSerializerOptions Json { get; } = ReadOnly(ApiJson.Options(Depth));

    private VenueFile(string name, IReadOnlyList<VenueEntry> entries) => (Name, Entries) = (name, entries);

    /// <summary>The file.</summary>
    public string Name { get; }

    /// <summary>What it lists. Assets that need no index come first, since indices need none and other assets do.</summary>
    public IReadOnlyList<VenueEntry> Entries { get; }

    /// <summary>How much it lists, for people.</summary>
    public string Summary
    {
        get
        {
            string[] counts =
            [
                Count<CreateAssetRequest>("asset", Assets),
                Count<IndexRules>("index", Indices),
                Count<CreateInstrumentRequest>("instrument", Instruments),
                Count<CreateSchemeRequest>("scheme", Schemes),
            ];
            var told = string.Join(", ", counts.Where(each => each.Length > 0));
            return told.Length > 0 ? told : "nothing";
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Its text; nothing but comments lists nothing.</param>
    /// <exception cref="DocumentException">With every fault of its form.</exception>
    public static VenueFile Read(string name, string text)
    {
        var faults = new FaultList(name);
        var file = Read(text, faults);
        faults.ThrowIfAny();
        return file;
    }

    /// <summary>Reads what has the right form, and gathers the faults of what has not.</summary>
    /// <exception cref="DocumentException">It is no YAML, and nothing can be read.</exception>
    public static VenueFile Read(string text, FaultList faults)
    {
        if (SettingsReader.IsBlank(text))
            return new(faults.Name, []);

        var root = DocumentReader.Read(faults.Name, text);
        VenueShape.Root.Check(root, faults);
        var sound = SettingsReader.Sound(root, faults);
        var assets = All<CreateAssetRequest>(sound, Assets).ToList();
        return new(
            faults.Name,
            [
                .. assets.Where(each => IsValued(each) is false),
                .. All<IndexRules>(sound, Indices),
                .. assets.Where(IsValued),
                .. All<CreateInstrumentRequest>(sound, Instruments),
                .. All<CreateSchemeRequest>(sound, Schemes),
            ]
        );
    }

    private string Count<T>(string one, string many) =>
        Entries.Count(entry => entry.Request is T) switch
        {
            0 => "",
            1 => $"1 {one}",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count} {many}"),
        };

    private static JsonSerializerOptions ReadOnly(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static bool IsValued(VenueEntry asset) =>
        asset.Request is CreateAssetRequest { Index: not null } or CreateAssetRequest { Rules.Index: not null };

    private static IEnumerable<VenueEntry> All<T>(MappingNode root, string section)
        where T : class =>
        (root[section] as ListNode)?.Items.Select(node => new VenueEntry(node, JsonOf(node, typeof(T)).Deserialize<T>(Json)!)) ?? [];

    /// <summary>The node as JSON that the API would be sent: what the contract has as text is text, however it was written.</summary>
    private static JsonNode JsonOf(DocumentNode node, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (node is ScalarNode scalar)
        {
            return plain == typeof(bool) ? JsonValue.Create(scalar.Text == "true")
                : plain == typeof(int) && Formats.Shapes.NumberShape.TryRead(scalar.Text, out var number) ? JsonValue.Create((int)number)
                : JsonValue.Create(scalar.Text);
        }

        var contract = Json.GetTypeInfo(plain);
        if (node is ListNode list)
            return new JsonArray([.. list.Items.Select(item => JsonOf(item, contract.ElementType!))]);

        var members = new JsonObject();
        foreach (var entry in ((MappingNode)node).Entries.Where(entry => entry.Value is not ScalarNode { IsNull: true }))
        {
            members[entry.Name] = JsonOf(entry.Value, MemberOf(contract, entry.Name));
        }

        return members;
    }

    private static Type MemberOf(JsonTypeInfo contract, string name) =>
        contract.Kind == JsonTypeInfoKind.Dictionary
            ? contract.ElementType!
            : contract.Properties.First(member => member.Name == name).PropertyType;
}
