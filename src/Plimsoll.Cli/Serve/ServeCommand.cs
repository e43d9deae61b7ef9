using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Plimsoll.Formats.Documents;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Metrics;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli.Serve;

/// <summary>The command line of <c>plimsoll serve</c>.</summary>
internal static class ServeCommand
{
    private const string More = """
        Examples:
          plimsoll serve                                    # a demo market on http://127.0.0.1:4100, data in ./plimsoll-data
          plimsoll serve --config plimsoll.yaml
          PLIMSOLL__LISTEN__URLS=http://127.0.0.1:5000 plimsoll serve --data /var/lib/plimsoll

        The first start shows an administrator's key, once; where its output is no terminal it writes it to the file first-key of the data folder. Ctrl-C stops in order; a start goes on where the last one stopped, however that was. Whoever has lost every administrator's key stops the server and starts it once with --new-admin-key.

        Exit codes: 0 stopped, 1 the settings or the data are not what they must be, 2 wrong command line, 3 the engine found a bug in itself. Code 1 also where a port is taken, or another process has the folder.
        """;

    public static Command Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = "The server's settings as YAML; without it the defaults.",
            HelpName = "FILE",
        };
        var data = new Option<string?>("--data")
        {
            Description = "The folder of the venue, instead of the settings' own.",
            HelpName = "FOLDER",
        };
        var prices = new Option<string?>("--demo-prices")
        {
            Description = "Minute bars that the demo market plays; none for a market without prices. [default: Black Thursday, March 2020]",
            HelpName = "FILE|none",
        };
        var admin = new Option<bool>("--new-admin-key")
        {
            Description =
                "Make one more administrator's key and show it as the first was: when all others are lost. It is in the audit log.",
        };
        var command = new Command("serve", "Run a venue: journal, engine, REST and WebSocket.") { config, data, prices, admin };
        CommandHelp.Attach(command, More);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var (file, folder) = (parsed.GetValue(config), parsed.GetValue(data));
                if (await SettingsInput.ReadAsync(file, folder, error).ConfigureAwait(false) is not { } settings)
                    return ExitCode.BadData;

                var start = new ServerStart
                {
                    Environment = EnvironmentOverrides.OfProcess(),
                    Progress = new RecoveryLine(error),
                    // What is no terminal may be a log, which keeps what it is told and shows it to many.
                    IsNewAdminWanted = parsed.GetValue(admin),
                    FirstKeyFile = Console.IsOutputRedirected || MetricServices.IsLogJson(settings.Telemetry) ? "first-key" : null,
                };
                if (parsed.GetValue(prices) is { } demo)
                    start = start with { DemoPrices = demo == "none" ? null : demo };

                try
                {
                    return await RunAsync(settings, start, output, error, cancellation).ConfigureAwait(false);
                }
                catch (DocumentException cause)
                {
                    SettingsInput.Tell(cause, error);
                    return ExitCode.BadData;
                }
                catch (Exception cause)
                    when (cause
                            is JournalCorruptedException
                                or JournalUnavailableException
                                or JournalInUseException
                                or WitnessException
                                or RecordStopsException
                                or InvalidDataException
                                or MarketDataException
                                or IOException
                                or UnauthorizedAccessException
                    )
                {
                    error.WriteLine($"plimsoll: {cause.Message}");
                    if (DeniedAccess.Advice(cause, settings.Data.Folder) is { } owner)
                        error.WriteLine(owner);

                    if (cause.InnerException is AddressInUseException)
                        error.WriteLine("Listen elsewhere: PLIMSOLL__LISTEN__URLS=http://127.0.0.1:4200, or listen.urls in the settings.");

                    return ExitCode.BadData;
                }
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ServerSettings settings,
        ServerStart start,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var server = await PlimsollServer.StartAsync(settings, start).ConfigureAwait(false);
        var says = new ServerNotices(server, settings.Telemetry, output);
        await using (server.ConfigureAwait(false))
        {
            says.Started(settings.Data.Folder);
            await server.WaitForStopAsync(cancellation).ConfigureAwait(false);
            if (server.Host.Halted.IsFaulted)
            {
                error.WriteLine($"plimsoll: the engine found a bug in itself and stopped: {server.Host.Status.Problem}");
                return ExitCode.Unsound;
            }

            says.Stopping();
            await server.StopAsync().ConfigureAwait(false);
            says.Stopped();
            return ExitCode.Success;
        }
    }

    /// <summary>A line for every tenth of a long start.</summary>
    private sealed class RecoveryLine(TextWriter error) : IProgress<RecoveryProgress>
    {
        private long _tenth;

        public void Report(RecoveryProgress value)
        {
            if (value.Total < 200_000 || value.Applied * 10 / value.Total <= _tenth)
                return;

            _tenth = value.Applied * 10 / value.Total;
            error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"plimsoll: recovered {value.Applied:N0} of {value.Total:N0} records")
            );
        }
    }
}
