using System.Globalization;
using Plimsoll.Fuzz;
using Plimsoll.Fuzz.Targets;
using Plimsoll.Fuzz.Venue;
using Plimsoll.Fuzz.Wire;

// Gives the product's inputs what nobody should send; eng/fuzz calls it. Usage: TARGET CASES SEED ROOT
if (args is not [var name, var casesText, var seedText, var root])
{
    Console.Error.WriteLine("Usage: http|ws|yaml|csv|journal CASES SEED ROOT");
    return 2;
}

var (cases, seed) = (int.Parse(casesText, CultureInfo.InvariantCulture), int.Parse(seedText, CultureInfo.InvariantCulture));
if (name is "http")
    return await new VenueRun(name, cases, seed, static (venue, tally, each) => new HttpFuzzer(venue, tally, each), Console.Out).RunAsync();

if (name is "ws")
    return await new VenueRun(
        name,
        cases,
        seed,
        static (venue, tally, each) => new SocketFuzzer(venue, tally, each),
        Console.Out
    ).RunAsync();

await using IFuzzTarget? target = name switch
{
    "yaml" => new TextTarget(root),
    "csv" => new TableTarget(),
    "journal" => new JournalTarget(),
    _ => null,
};
if (target is null)
{
    Console.Error.WriteLine($"expected http, ws, yaml, csv or journal; found \"{name}\"");
    return 2;
}

return await FuzzRun.RunAsync(name, target, new(target, seed), cases, Console.Out);
