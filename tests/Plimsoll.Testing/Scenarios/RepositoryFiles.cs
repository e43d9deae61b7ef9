namespace Plimsoll.Testing.Scenarios;

/// <summary>Files of the repository that tests are held against.</summary>
public static class RepositoryFiles
{
    /// <summary>The full path of a file named from the root of the repository.</summary>
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }

        return Path.Combine([folder.FullName, .. parts]);
    }
}
