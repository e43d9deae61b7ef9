using Plimsoll.Formats.Documents;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Cli.Serve;

/// <summary>The server's settings from a file, or the defaults without one, with the environment over them.</summary>
internal static class SettingsInput
{
    /// <summary>Reads and checks; faults go to the error stream.</summary>
    /// <returns>The settings; null when something is wrong.</returns>
    public static ServerSettings? Read(string? path, TextWriter error)
    {
        var environment = EnvironmentOverrides.OfProcess();
        string? text = null;
        if (path is not null)
        {
            try
            {
                text = File.ReadAllText(path);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"plimsoll: cannot read {path}: {cause.Message}");
                return null;
            }
        }

        var (settings, faults) = ConfigurationCheck.Of(path ?? "environment", text, environment);
        var all = settings is null ? faults : ConfigurationCheck.OnThisMachine(settings, environment);
        foreach (var fault in all)
        {
            error.WriteLine($"plimsoll: {Where(path ?? "environment", fault)}: {fault.Path}: {fault.Message} {fault.Advice}".TrimEnd());
        }

        return all.Count == 0 ? settings : null;
    }

    private static string Where(string name, DocumentFault fault) => fault.Place.Line > 0 ? $"{name}, line {fault.Place.Line}" : name;
}
