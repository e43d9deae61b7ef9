using Plimsoll.Formats.Documents;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Cli.Serve;

/// <summary>The server's settings from a file, or the defaults without one, with the environment over them.</summary>
internal static class SettingsInput
{
    /// <summary>Reads and checks; faults go to the error stream, all of them.</summary>
    /// <param name="path">The file; null for the defaults.</param>
    /// <param name="data">The venue's folder, instead of the settings' own; null for that.</param>
    /// <param name="error">Where faults are told.</param>
    /// <returns>The settings; null when something is wrong.</returns>
    public static async Task<ServerSettings?> ReadAsync(string? path, string? data, TextWriter error)
    {
        string? text = null;
        if (path is not null && (text = await TextAsync(path, error).ConfigureAwait(false)) is null)
            return null;

        if (text is not null && ConfigurationCheck.IsVenue(path!, text))
        {
            error.WriteLine(
                $"plimsoll: {path} says what a venue lists, and is no file of settings. Name it in one as venue: {path}, or start with PLIMSOLL__VENUE={path}."
            );
            return null;
        }

        var (settings, faults) = await ConfigurationCheck
            .AllAsync(path ?? "environment", text, EnvironmentOverrides.OfProcess(), data)
            .ConfigureAwait(false);
        foreach (var file in faults)
        {
            Tell(file, error);
        }

        return settings;
    }

    /// <summary>The text of a file; null when it cannot be read, which is told.</summary>
    public static async Task<string?> TextAsync(string path, TextWriter error)
    {
        try
        {
            return await File.ReadAllTextAsync(path).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"plimsoll: cannot read {path}: {cause.Message}");
            return null;
        }
    }

    /// <summary>A line for each fault.</summary>
    public static void Tell(DocumentException file, TextWriter error)
    {
        foreach (var fault in file.Faults)
        {
            var where = fault.Place.Line > 0 ? $"{file.Name}, line {fault.Place.Line}" : file.Name;
            var field = fault.Path.Length > 0 ? $"{fault.Path}: " : "";
            error.WriteLine($"plimsoll: {where}: {field}{fault.Message} {fault.Advice}".TrimEnd());
        }
    }
}
