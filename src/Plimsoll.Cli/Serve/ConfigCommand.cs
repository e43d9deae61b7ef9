using System.CommandLine;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Cli.Serve;

/// <summary>The command line of <c>plimsoll config</c>.</summary>
internal static class ConfigCommand
{
    private const string CheckMore = """
        Example:
          plimsoll config check samples/server/plimsoll.yaml
          plimsoll config check samples/server/venue.yaml      # what a venue lists, tried in one that is thrown away

        Exit codes: 0 sound, 1 not sound (each fault with its line and what to do), 2 wrong command line.
        """;

    private const string SampleMore = """
        Example:
          plimsoll config sample > plimsoll.yaml

        Exit codes: 0 done, 2 wrong command line.
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The server's settings as YAML, or a venue's file." };
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
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var path = parsed.GetRequiredValue(file);
                if (await SettingsInput.TextAsync(path, error).ConfigureAwait(false) is not { } text)
                    return ExitCode.BadData;

                if (ConfigurationCheck.IsVenue(path, text))
                    return await VenueAsync(path, text, output, error).ConfigureAwait(false);

                if (await SettingsInput.ReadAsync(path, null, error).ConfigureAwait(false) is not { } settings)
                    return ExitCode.BadData;

                output.WriteLine(
                    ConfigurationCheck.SaysNothing(text)
                        ? $"{path}: says nothing; as settings of a server every default holds, as the file of a venue it lists nothing"
                        : $"{path}: sound, as settings of a server"
                );
                return
                    settings.Venue == ServerSettings.DemoVenue
                    || await SettingsInput.TextAsync(settings.Venue, error).ConfigureAwait(false) is not { } venue
                    ? ExitCode.Success
                    : await VenueAsync(settings.Venue, venue, output, error).ConfigureAwait(false);
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

    private static async Task<int> VenueAsync(string path, string text, TextWriter output, TextWriter error)
    {
        var (lists, refused) = await ConfigurationCheck.VenueAsync(path, text).ConfigureAwait(false);
        if (refused is not null)
        {
            SettingsInput.Tell(refused, error);
            return ExitCode.BadData;
        }

        output.WriteLine($"{path}: sound, as the file of a venue that lists {lists}");
        return ExitCode.Success;
    }
}
