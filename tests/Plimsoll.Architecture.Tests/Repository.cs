using System.Reflection;

namespace Plimsoll.Architecture.Tests;

/// <summary>The repository these tests run in: its folders, its projects and what was built from them.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Names of the projects under <c>src</c>, in order.</summary>
    public static IReadOnlyList<string> SourceProjects { get; } = ProjectsUnder("src");

    /// <summary>Names of the projects under <c>tests</c>, in order.</summary>
    public static IReadOnlyList<string> TestProjects { get; } = ProjectsUnder("tests");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string ProjectFile(string folder, string project) => PathOf(folder, project, project + ".csproj");

    public static Assembly Load(string project) => Assembly.Load(new AssemblyName(project));

    /// <summary>The project's own C# files, generated ones left out.</summary>
    public static IEnumerable<string> CSharpFiles(string folder) =>
        Directory.Exists(PathOf(folder))
            ? Directory
                .EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
                .Where(IsWrittenByHand)
                .Order(StringComparer.Ordinal)
            : [];

    private static bool IsWrittenByHand(string file) =>
        !Path.GetRelativePath(Root, file)
            .Split(Path.DirectorySeparatorChar)
            .Any(part => part is "bin" or "obj" or "artifacts" or "node_modules");

    private static string[] ProjectsUnder(string folder) =>
        [
            .. Directory
                .EnumerateFiles(PathOf(folder), "*.csproj", SearchOption.AllDirectories)
                .Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Order(StringComparer.Ordinal),
        ];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Plimsoll.slnx above {AppContext.BaseDirectory}.");
    }
}
