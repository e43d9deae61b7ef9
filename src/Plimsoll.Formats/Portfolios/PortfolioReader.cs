using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>Reads portfolio files.</summary>
public static class PortfolioReader
{
    /// <summary>Reads a portfolio from YAML or JSON.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="DocumentException">It is not a portfolio; all faults are told.</exception>
    public static Portfolio Read(string fileName, string text)
    {
        var node = DocumentReader.Read(fileName, text);
        var faults = new FaultList(fileName);
        PortfolioShape.Root.Check(node, faults);
        faults.ThrowIfAny();
        var fields = new Fields(node);
        var facts = fields.Record("facts")?.Node.Entries ?? [];
        return new(
            fields.Text("name", fileName),
            fields.Has("model") ? fields.Text("model") : null,
            fields.Date("at"),
            facts.ToDictionary(entry => entry.Name, entry => (MappingNode)entry.Value, StringComparer.Ordinal),
            fields
        )
        {
            FileName = fileName,
        };
    }
}
