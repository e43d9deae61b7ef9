using System.Globalization;
using Plimsoll.Load.InProcess;

// What the server carries; eng/load calls it. Usage: engine ACCOUNTS COMMANDS FOLDER
switch (args)
{
    case ["engine", var accounts, var commands, var folder]:
        Throughput.Run(int.Parse(accounts, CultureInfo.InvariantCulture), int.Parse(commands, CultureInfo.InvariantCulture), folder);
        return 0;

    default:
        Console.Error.WriteLine("Usage: engine ACCOUNTS COMMANDS FOLDER");
        return 2;
}
