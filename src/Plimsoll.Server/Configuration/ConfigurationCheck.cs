using Plimsoll.Formats.Documents;

namespace Plimsoll.Server.Configuration;

/// <summary>All that is wrong with a server's settings, each with field, line and advice; what <c>plimsoll config check</c> prints.</summary>
public static class ConfigurationCheck
{
    /// <summary>Checks the text and the environment alone: touches no file.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">Its text; null when there is no file.</param>
    /// <param name="environment">Environment variables.</param>
    /// <returns>The settings when nothing is wrong, and the faults in the order of the file.</returns>
    public static (ServerSettings? Settings, IReadOnlyList<DocumentFault> Faults) Of(
        string name,
        string? text,
        IReadOnlyDictionary<string, string> environment
    )
    {
        try
        {
            return (SettingsReader.Read(name, text, environment), []);
        }
        catch (DocumentException exception)
        {
            return (null, exception.Faults);
        }
    }

    /// <summary>Checks what the settings name on this machine: files of certificate, key, password and venue, and the variable of the password.</summary>
    public static IReadOnlyList<DocumentFault> OnThisMachine(ServerSettings settings, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        var faults = new List<DocumentFault>();
        RequireFile("tls.certificate", settings.Tls.Certificate);
        RequireFile("tls.key", settings.Tls.Key);
        RequireFile("tls.password_file", settings.Tls.PasswordFile);
        RequireFile("venue", settings.Venue == ServerSettings.DemoVenue ? null : settings.Venue);
        if (settings.Tls.PasswordEnv is { } variable && !environment.ContainsKey(variable))
        {
            faults.Add(
                new("missing_variable", "tls.password_env", default, $"the variable {variable} is not set.", "Set it before the start.")
            );
        }

        if (File.Exists(settings.Data.Folder))
        {
            faults.Add(new("not_a_folder", "data.folder", default, $"{settings.Data.Folder} is a file.", "Name a folder."));
        }

        return faults;

        void RequireFile(string field, string? path)
        {
            if (path is not null && !File.Exists(path))
            {
                faults.Add(
                    new(
                        "missing_file",
                        field,
                        default,
                        $"there is no file {path}.",
                        "Check the path; it is relative to the working folder."
                    )
                );
            }
        }
    }
}
