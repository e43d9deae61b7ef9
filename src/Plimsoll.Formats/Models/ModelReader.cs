using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Rules;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>Reads model files.</summary>
public static class ModelReader
{
    /// <summary>Reads a model from YAML or JSON.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="beside">The text of a file beside it by that file's name, null where there is none; itself null for a model that comes from no folder.</param>
    /// <exception cref="DocumentException">It is not a model; all faults are told.</exception>
    public static Model Read(string fileName, string text, Func<string, string?>? beside = null)
    {
        var node = DocumentReader.Read(fileName, text);
        var faults = new FaultList(fileName);
        ModelShape.Root.Check(node, faults);
        faults.ThrowIfAny();
        var fields = new Fields(node);
        var margin = new MarginReader(fields, beside, asOf: null, faults).Read();
        faults.ThrowIfAny();
        return new(
            fields.Text("name"),
            fields.Text("title", fields.Text("name")),
            fields.Text("venue"),
            fields.Date("effective_from")!.Value,
            fields.Texts("sources"),
            UnknownShape.Texts(fields),
            [.. fields.RecordsByName("rules").Select(rule => new ModelRule(rule.Name, RuleCatalog.Kinds[rule.Record.Kind], rule.Record))],
            margin,
            fields
        )
        {
            FileName = fileName,
            Caveats = UnknownShape.Caveats(fields),
            Beside = beside,
        };
    }

    /// <summary>A model as it would have read at a moment: of histories of moves only what had happened by then, a window no longer than that. Everything else is the file's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="moment">The moment.</param>
    /// <exception cref="DocumentException">It cannot do with what had happened by then.</exception>
    public static Model AsOf(Model model, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(model);
        var faults = new FaultList(model.FileName);
        var margin = new MarginReader(model.Fields, model.Beside, moment, faults).Read();
        faults.ThrowIfAny();
        return model with { Margin = margin };
    }
}
