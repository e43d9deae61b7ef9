using Plimsoll.Formats.Documents;
using Plimsoll.Server.Listing;
using Plimsoll.Server.Problems;

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

    /// <summary>Checks everything at once: the text, the environment, what they name on this machine, the venue's file, and whether what feeds name is listed in it.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">Its text; null when there is no file.</param>
    /// <param name="environment">Environment variables.</param>
    /// <param name="data">The venue's folder, instead of the settings' own; null for that.</param>
    /// <returns>The settings when nothing is wrong, and by file its faults, in their order.</returns>
    public static async Task<(ServerSettings? Settings, IReadOnlyList<DocumentException> Faults)> AllAsync(
        string name,
        string? text,
        IReadOnlyDictionary<string, string> environment,
        string? data = null
    )
    {
        var faults = new FaultList(name);
        ServerSettings settings;
        try
        {
            settings = SettingsReader.Read(text, environment, faults);
        }
        catch (DocumentException malformed)
        {
            return (null, [malformed]);
        }

        if (data is not null)
            settings = settings with { Data = settings.Data with { Folder = data } };

        var (listed, isWhole, refused) = await VenueAsync(settings);
        // Without those that are not sound feeds would be counted wrongly.
        var isCounted = !faults.Faults.Any(fault => fault.Path.StartsWith("feeds", StringComparison.Ordinal));
        var feeds = isCounted ? FeedFaults(settings, listed, isWhole) : [];
        foreach (var fault in OnThisMachine(settings, environment).Concat(feeds))
        {
            faults.Add(fault);
        }

        List<DocumentException> all = [.. faults.Faults.Count > 0 ? [faults.ToException()] : Array.Empty<DocumentException>()];
        if (refused is not null)
            all.Add(refused);

        return (all.Count == 0 ? settings : null, all);
    }

    /// <summary>What the venue's file lists, and what is wrong with it: its form, and what a venue that lists nothing yet would refuse of it.</summary>
    private static async Task<(
        IReadOnlyDictionary<string, IReadOnlyList<string>>? Listed,
        bool IsWhole,
        DocumentException? Refused
    )> VenueAsync(ServerSettings settings)
    {
        if (settings.Venue == ServerSettings.DemoVenue)
            return (FeedTargets.OfDemo, true, null);

        if (!File.Exists(settings.Venue))
            return (null, false, null);

        var (file, refused) = await TryAsync(settings.Venue, await File.ReadAllTextAsync(settings.Venue).ConfigureAwait(false));
        var listed = file is null ? null : FeedTargets.Of(file);
        return (listed, listed?.Count > 0, refused);
    }

    /// <summary>The form, and what a venue that lists nothing would refuse: also where the form of other entries is wrong.</summary>
    private static async Task<(VenueFile? File, DocumentException? Refused)> TryAsync(string name, string text)
    {
        var faults = new FaultList(name);
        VenueFile file;
        try
        {
            file = VenueFile.Read(text, faults);
        }
        catch (DocumentException malformed)
        {
            return (null, malformed);
        }

        var isWhole = faults.Faults.Count == 0;
        // The first asset is the numeraire: without one of them others are not what they are.
        if (isWhole || !faults.Faults.Any(fault => fault.Path.StartsWith(VenueFile.Assets, StringComparison.Ordinal)))
        {
            // What was left out for its form is missed by others: no fault of theirs.
            foreach (var fault in (await VenueLister.TryAsync(file).ConfigureAwait(false)).Where(each => isWhole || !IsMissing(each)))
            {
                faults.Add(fault);
            }
        }

        return (isWhole ? file : null, faults.Faults.Count > 0 ? faults.ToException() : null);
    }

    private static bool IsMissing(DocumentFault fault) => fault.Code == ProblemKinds.Of(ProblemCode.NotFound).Name;

    /// <summary>Whether nothing stands in a file but comments.</summary>
    public static bool SaysNothing(string text) => SettingsReader.IsBlank(text);

    /// <summary>Whether a file says what a venue lists, and not how a server is set: it has sections of a venue, and none of settings.</summary>
    public static bool IsVenue(string name, string text)
    {
        try
        {
            return !SettingsReader.IsBlank(text)
                && DocumentReader.Read(name, text).Entries is { Count: > 0 } sections
                && sections.Any(section => VenueFile.Sections.Contains(section.Name, StringComparer.Ordinal))
                && !sections.Any(section => ServerShape.Root.Fields.Any(field => field.Name == section.Name));
        }
        catch (DocumentException)
        {
            // Whoever reads it says what is wrong.
            return false;
        }
    }

    /// <summary>Checks the file of a venue as a first start would, and counts what it lists.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <returns>What it lists, such as <c>2 assets, 1 index</c>, when nothing is wrong; else its faults.</returns>
    public static async Task<(string? Lists, DocumentException? Refused)> VenueAsync(string name, string text)
    {
        var (file, refused) = await TryAsync(name, text);
        return (refused is null ? file!.Summary : null, refused);
    }

    /// <summary>Only of a venue that is yet to begin: one that has begun may list more than its file, and its start looks at what it lists.</summary>
    private static IReadOnlyList<DocumentFault> FeedFaults(
        ServerSettings settings,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? listed,
        bool isWhole
    ) =>
        listed is null || Directory.Exists(Path.Combine(settings.Data.Folder, "journal"))
            ? []
            : FeedTargets.FaultsOf(settings.Feeds, listed, isWhole);

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

        if (settings.Tls.Certificate is not null && faults.Count == 0)
        {
            try
            {
                var (certificate, chain) = ServerCertificate.Load(settings.Tls, environment);
                certificate.Dispose();
                foreach (var link in chain)
                {
                    link.Dispose();
                }
            }
            catch (InvalidDataException unusable)
            {
                faults.Add(
                    new(
                        "unusable_certificate",
                        "tls.certificate",
                        default,
                        unusable.Message.Replace("tls.certificate: ", "", StringComparison.Ordinal),
                        ""
                    )
                );
            }
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
