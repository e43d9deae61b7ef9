using Plimsoll.ClientGenerator;

// dotnet run --project eng/client    writes src/Plimsoll.Client/Generated anew from docs/api/openapi.json and the forms beside it.
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "Plimsoll.slnx")))
{
    root = root.Parent;
}

if (root is null)
{
    Console.Error.WriteLine("No Plimsoll.slnx above the program: run it from the repository.");
    return 2;
}

var document = File.ReadAllText(Path.Combine(root.FullName, "docs", "api", "openapi.json"));
var folder = Path.Combine(root.FullName, "src", "Plimsoll.Client", "Generated");
var files = ClientSources.Of(document);
if (Directory.Exists(folder))
    Directory.Delete(folder, recursive: true);

foreach (var (name, text) in files)
{
    var path = Path.Combine(folder, name);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text);
}

Console.WriteLine($"{files.Count} files in {Path.GetRelativePath(root.FullName, folder)}.");
return 0;
