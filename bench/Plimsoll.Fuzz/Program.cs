using System.Globalization;
using Plimsoll.Fuzz;
using Plimsoll.Fuzz.Targets;

// Gives the product's inputs what nobody should send; eng/fuzz calls it. Usage: TARGET CASES SEED ROOT
if (args is not [var name, var cases, var seed, var root])
{
    Console.Error.WriteLine("Usage: http|yaml|csv|journal CASES SEED ROOT");
    return 2;
}

await using IFuzzTarget? target = name switch
{
    "http" => await HttpTarget.StartAsync(),
    "yaml" => new TextTarget(root),
    "csv" => new TableTarget(),
    "journal" => new JournalTarget(),
    _ => null,
};
if (target is null)
{
    Console.Error.WriteLine($"expected http, yaml, csv or journal; found \"{name}\"");
    return 2;
}

return await FuzzRun.RunAsync(
    name,
    target,
    new(target, int.Parse(seed, CultureInfo.InvariantCulture)),
    int.Parse(cases, CultureInfo.InvariantCulture),
    Console.Out
);
