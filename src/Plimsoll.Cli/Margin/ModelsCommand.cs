using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Shapes;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Listing;

namespace Plimsoll.Cli.Margin;

/// <summary>The command lines of <c>plimsoll models</c> and <c>plimsoll schema</c>.</summary>
internal static class ModelsCommand
{
    private static readonly SortedDictionary<string, Func<string>> Schemas = new(StringComparer.Ordinal)
    {
        ["model"] = static () => PublishedSchema.Of("model"),
        ["portfolio"] = static () => PublishedSchema.Of("portfolio"),
        ["server"] = SettingsText.Schema,
        ["venue"] = VenueShape.Schema,
    };

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "A model to be shown in full; without it all are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new ModelFolder();
        var at = new Option<string?>("--at")
        {
            Description = "A day such as 2024-10-24: the version that held then; the newest when left out.",
            HelpName = "DATE",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON: a list, or one object." };
        var command = new Command("models", "The margin models that come with Plimsoll, or those of a folder.")
        {
            name,
            folder.Option,
            at,
            json,
        };
        CommandHelp.Attach(command, MarginHelp.Models);
        command.SetAction(parsed =>
            PortfolioInput.Guarded(
                parsed.InvocationConfiguration.Error,
                () =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    if (parsed.GetValue(name) is { } wanted)
                    {
                        var day = Day(parsed.GetValue(at));
                        ModelCatalog? asked = null;
                        // A name that is not there is a slip of the command line.
                        var model = ModelInput.Read(wanted, "NAME", day, "--at", () => asked = folder.Catalog(parsed));
                        var versions = asked?.VersionsOf(wanted) ?? [model];
                        if (parsed.GetValue(json))
                        {
                            JsonOutput.Write(output, ModelView.ToJson(model, versions));
                        }
                        else
                        {
                            ModelView.Write(model, versions, output);
                        }

                        return ExitCode.Success;
                    }

                    var catalog = folder.Catalog(parsed);
                    var all = catalog.Names.SelectMany(catalog.VersionsOf).ToArray();
                    if (parsed.GetValue(json))
                    {
                        JsonOutput.Write(output, new JsonArray([.. all.Select(model => (JsonNode)ModelView.Summary(model))]));
                    }
                    else
                    {
                        List(all, output);
                    }

                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static DateTimeOffset? Day(string? text) =>
        text is null ? null
        : DateShape.TryRead(text, out var day) ? day
        : throw ModelInput.Fault("--at", "not_a_date", $"expected a day such as 2024-10-24, found \"{text}\".");

    private static void List(Model[] models, TextWriter output)
    {
        var table = new FigureTable("", "model:", "rules of:", "from:", "instruments", "unknown");
        foreach (var model in models)
        {
            table.Row(model.Name, model.Title, JsonOutput.Day(model.EffectiveFrom), Listed(model), Count(model.Unknown.Count));
        }

        Tables.Write(output, table);
        Tables.Line(output, Counted(models), 2);
        Tables.Line(
            output,
            "instruments: so many one by one, and series of all strikes and expiries; where there are none, the margin tables are not known, and nothing can be margined",
            2
        );
        Tables.Line(
            output,
            "unknown: so many things could not be established; plimsoll models NAME tells which, with the sources and rules",
            2
        );
    }

    /// <summary>How many models there are, not versions of them, and how many of those have no tables.</summary>
    private static string Counted(Model[] models)
    {
        var all = models.GroupBy(model => model.Name, StringComparer.Ordinal).ToList();
        var empty = all.Count(versions => versions.All(model => Listed(model) == "—"));
        var unknown = empty == 0 ? "" : $", and {empty} whose margin tables are not known";
        return $"{all.Count - empty} model{(all.Count - empty == 1 ? "" : "s")} to margin by{unknown}";
    }

    private static string Listed(Model model) =>
        (model.Margin?.Instruments.Count ?? 0, model.Fields.RecordsByName("series").Count) switch
        {
            (var listed, 0) => Count(listed),
            (0, var series) => $"{series} series",
            var (listed, series) => $"{listed} + {series} series",
        };

    private static string Count(int count) => count == 0 ? "—" : count.ToString(CultureInfo.InvariantCulture);

    public static Command CreateSchema()
    {
        var what = new Argument<string>("WHAT") { Description = $"{string.Join(", ", Schemas.Keys)}." };
        what.CompletionSources.Add([.. Schemas.Keys]);
        var command = new Command("schema", "The JSON Schema of a kind of files, for editors.") { what };
        CommandHelp.Attach(command, MarginHelp.Schema);
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetRequiredValue(what);
            if (!Schemas.TryGetValue(wanted, out var schema))
            {
                var advice = Nearest.Advice(wanted, Schemas.Keys);
                parsed.InvocationConfiguration.Error.WriteLine(
                    Simulation.MarketData.PrintableText.Of(
                        $"plimsoll: WHAT: expected one of {string.Join(", ", Schemas.Keys)}; found \"{wanted}\". {advice}".TrimEnd()
                    )
                );
                parsed.InvocationConfiguration.Error.WriteLine("plimsoll: see plimsoll --help, or plimsoll schema --help");
                return ExitCode.Usage;
            }

            parsed.InvocationConfiguration.Output.WriteLine(schema());
            return ExitCode.Success;
        });
        return command;
    }
}
