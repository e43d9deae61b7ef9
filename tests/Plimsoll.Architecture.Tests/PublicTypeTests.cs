using System.Xml.Linq;

namespace Plimsoll.Architecture.Tests;

/// <summary>What every public type owes its reader.</summary>
public sealed class PublicTypeTests
{
    private static IEnumerable<Type> PublicTypes =>
        Repository.SourceProjects.SelectMany(project => Repository.Load(project).GetExportedTypes());

    [Fact]
    public void Public_classes_are_sealed_static_or_abstract() =>
        Report.Empty(
            from type in PublicTypes
            where type.IsClass && !type.IsSealed && !type.IsAbstract && !PublicTypes.Any(other => other.BaseType == type)
            select type.FullName,
            "Open for inheritance by accident; seal it, or make it abstract and say why:"
        );

    [Fact]
    public void Public_types_say_what_they_are() =>
        Report.Empty(
            from project in Repository.SourceProjects
            let summaries = SummariesOf(project)
            from type in Repository.Load(project).GetExportedTypes()
            where !summaries.Contains(DocumentationId(type))
            select type.FullName,
            "No <summary>:"
        );

    private static HashSet<string> SummariesOf(string project)
    {
        var members = XDocument.Load(Path.Combine(AppContext.BaseDirectory, project + ".xml")).Descendants("member");

        return members
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => (string)member.Attribute("name")!)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static string DocumentationId(Type type) => "T:" + type.FullName!.Replace('+', '.');
}
