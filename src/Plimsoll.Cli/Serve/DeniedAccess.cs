using System.Globalization;

namespace Plimsoll.Cli.Serve;

/// <summary>What to do where the system denies a start what stands in the venue's folder: most often a command was run there as somebody else.</summary>
internal static class DeniedAccess
{
    /// <summary>How the folder becomes the user's again; null when it is not about that.</summary>
    /// <param name="cause">Why the start failed.</param>
    /// <param name="folder">The venue's folder.</param>
    public static string? Advice(Exception cause, string folder)
    {
        for (var each = cause; each is not null; each = each.InnerException)
        {
            if (each is UnauthorizedAccessException)
                return Words(Environment.UserName, Path.GetFullPath(folder));
        }

        return null;
    }

    private static string Words(string user, string folder) =>
        OperatingSystem.IsWindows()
            ? $"All of {folder} has to belong to the user that runs the server, {user}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"All of {folder} has to belong to the user that runs the server. As an administrator: chown -R {user}: '{folder}'. Commands that write there are run as that user: sudo -u {user} plimsoll …"
            );
}
