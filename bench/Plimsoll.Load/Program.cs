using System.Globalization;
using Plimsoll.Load.Crash;
using Plimsoll.Load.InProcess;

// What the server carries and survives; eng/load and eng/crash-test call it.
switch (args)
{
    case ["engine", var accounts, var commands, var folder]:
        Throughput.Run(int.Parse(accounts, CultureInfo.InvariantCulture), int.Parse(commands, CultureInfo.InvariantCulture), folder);
        return 0;

    case ["crash", var program, var kills, var seed]:
        using (var test = new CrashTest(program, ulong.Parse(seed, CultureInfo.InvariantCulture)))
        {
            return await test.RunAsync(int.Parse(kills, CultureInfo.InvariantCulture)) ? 0 : 1;
        }

    default:
        Console.Error.WriteLine("Usage: engine ACCOUNTS COMMANDS FOLDER | crash PROGRAM KILLS SEED");
        return 2;
}
