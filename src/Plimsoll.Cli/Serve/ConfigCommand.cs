using System.CommandLine;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Cli.Serve;

/// <summary>The command line of <c>plimsoll config</c>.</summary>
internal static class ConfigCommand
{
    private const string CheckMore = """
        Example:
          plimsoll config check samples/server/plimsoll.yaml

        Exit codes: 0 sound, 1 not sound (each fault with its line and what to do), 2 wrong command line.
        """;

    private const string SampleMore = """
        Example:
          plimsoll config sample > plimsoll.yaml

        Exit codes: 0 done, 2 wrong command line.
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The server's settings as YAML." };
        var check = new Command(
            "check",
            "Say all that is wrong with a file of settings, the environment over it, the venue's file that it names, and what else it names on this machine."
        )
        {
            file,
        };
        CommandHelp.Attach(check, CheckMore);
        check.SetAction(
            async (parsed, _) =>
            {
                var streams = parsed.InvocationConfiguration;
                if (await SettingsInput.ReadAsync(parsed.GetRequiredValue(file), null, streams.Error).ConfigureAwait(false) is null)
                    return ExitCode.BadData;

                streams.Output.WriteLine($"{parsed.GetRequiredValue(file)}: sound");
                return ExitCode.Success;
            }
        );
        var sample = new Command("sample", "Print a file of settings in which every field stands with its meaning and its default.");
        CommandHelp.Attach(sample, SampleMore);
        sample.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(SampleFile.Of(ServerSettings.Default));
            return ExitCode.Success;
        });
        return new Command("config", "Check or print the server's settings.") { check, sample };
    }
}
