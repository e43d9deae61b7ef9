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
            var table = Tables.Create("", "model:", "rules:", "from:", "listed", "what could not be established:");
            foreach (var model in ModelCatalog.BuiltIn.Names.SelectMany(ModelCatalog.BuiltIn.VersionsOf))
            {
                table.Row(
                    model.Name,
                    model.Title,
                    model.EffectiveFrom.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    (model.Margin?.Instruments.Count ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Short(model.Unknown)
                );
            }

            Tables.Write(parsed.InvocationConfiguration.Output, table);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The first thing that is not known, as far as a line goes; the file has all of them in full.</summary>
    private static string Short(IReadOnlyList<string> unknown)
    {
        const int Longest = 56;
        if (unknown.Count == 0)
        {
            return "";
        }

        var first = unknown[0].Length > Longest ? unknown[0][..Longest] + "…" : unknown[0];
        return unknown.Count > 1 ? $"{first} (+{unknown.Count - 1})" : first;
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
