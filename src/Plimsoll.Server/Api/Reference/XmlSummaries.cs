using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Plimsoll.Server.Api.Reference;

/// <summary>What the program's own documentation says of types and their members: the compiler writes it beside each assembly. Without it there are no descriptions.</summary>
internal sealed partial class XmlSummaries
{
    private readonly ConcurrentDictionary<string, Dictionary<string, XElement>> _files = new(StringComparer.Ordinal);

    /// <summary>Of a type.</summary>
    public string? OfType(Type type) => Text(Find(type, "T:" + NameOf(type))?.Element("summary"));

    /// <summary>Of a parameter of a record, which is its property.</summary>
    public string? OfParameter(Type type, string property) =>
        Text(
            Find(type, "T:" + NameOf(type))
                ?.Elements("param")
                .FirstOrDefault(each => string.Equals((string?)each.Attribute("name"), property, StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>Of one name of an enumeration.</summary>
    public string? OfField(Type type, string name) => Text(Find(type, $"F:{NameOf(type)}.{name}")?.Element("summary"));

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private XElement? Find(Type type, string member) => _files.GetOrAdd(type.Assembly.GetName().Name!, Load).GetValueOrDefault(member);

    private static Dictionary<string, XElement> Load(string assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".xml");
        if (!File.Exists(path))
            return [];

        return XDocument
            .Load(path)
            .Descendants("member")
            .Where(each => each.Attribute("name") is not null)
            .ToDictionary(each => (string)each.Attribute("name")!, each => each, StringComparer.Ordinal);
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;

        var words = element
            .Nodes()
            .Select(node =>
                node switch
                {
                    XElement { Name.LocalName: "see" } see => (
                        (string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? ""
                    ).Split('.', ':')[^1],
                    XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                    XElement { Name.LocalName: "paramref" } reference => (string?)reference.Attribute("name") ?? "",
                    XElement other => other.Value,
                    XText text => text.Value,
                    _ => "",
                }
            );
        return Spaces().Replace(string.Concat(words), " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Spaces();
}
