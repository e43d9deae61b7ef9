using System.CommandLine;
using Plimsoll.Formats;
using Plimsoll.Formats.Models;

namespace Plimsoll.Cli.Margin;

/// <summary>The command lines of <c>plimsoll models</c> and <c>plimsoll schema</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var command = new Command("models", "The margin models that come with Plimsoll.");
        command.SetAction(parsed =>
        {
            var table = Tables.Create("", "model:", "rules:", "from:", "instruments", "what could not be established:");
            foreach (var model in ModelCatalog.BuiltIn.Names.SelectMany(ModelCatalog.BuiltIn.VersionsOf))
            {
                table.Row(
                    model.Name,
                    model.Title,
                    model.EffectiveFrom.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    Figures.Text((model.Margin?.Instruments.Count ?? 0) + 0m).Replace(".00", "", StringComparison.Ordinal),
                    model.Unknown.Count > 0
                        ? model.Unknown[0] + (model.Unknown.Count > 1 ? $" (and {model.Unknown.Count - 1} more)" : "")
                        : ""
                );
            }

            Tables.Write(parsed.InvocationConfiguration.Output, table);
            return ExitCode.Success;
        });
        return command;
    }

    public static Command CreateSchema()
    {
        var what = new Argument<string>("WHAT") { Description = "model or portfolio." };
        what.AcceptOnlyFromAmong([.. PublishedSchema.Names]);
        var command = new Command("schema", "The JSON Schema of model or portfolio files, for editors.") { what };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(PublishedSchema.Of(parsed.GetRequiredValue(what)));
            return ExitCode.Success;
        });
        return command;
    }
}
