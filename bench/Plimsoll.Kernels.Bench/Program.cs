using System.Globalization;
using Plimsoll.Kernels.Bench;

// Measures kernels and compares them; bench/run calls it. Usage: list | run GROUP REPETITIONS [--quick] | report LOG [--json] | values FILE
switch (args)
{
    case ["list"]:
        Console.WriteLine(string.Join('\n', Groups.All.Select(group => $"{group.Name, -10} {group.Summary}")));
        return 0;

    case ["run", var name, var repetitions, .. [] or ["--quick"]] when Groups.Find(name) is { } group:
        Measure.Run(group.Create(args is [.., "--quick"]), int.Parse(repetitions, CultureInfo.InvariantCulture));
        return 0;

    case ["report", var log]:
        return Report.Print(Samples.Read(log), isJson: false);

    case ["report", var log, "--json"]:
        return Report.Print(Samples.Read(log), isJson: true);

    case ["values", var file]:
        return LibraryValues.Compare(file);

    default:
        Console.Error.WriteLine(
            $"Usage: list | run GROUP REPETITIONS [--quick] | report LOG [--json] | values FILE; groups: {string.Join(", ", Groups.All.Select(group => group.Name))}"
        );
        return 2;
}
