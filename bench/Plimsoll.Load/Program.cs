using System.Globalization;
using Plimsoll.Load.Crash;
using Plimsoll.Load.Load;
using Plimsoll.Load.Peers;

// What the server carries and survives; eng/load and eng/crash-test call it.
switch (args)
{
    case ["crash", var program, var kills, var seed]:
        using (var test = new CrashTest(program, ulong.Parse(seed, CultureInfo.InvariantCulture)))
        {
            return await test.RunAsync(int.Parse(kills, CultureInfo.InvariantCulture)) ? 0 : 1;
        }

    case ["load", var program, var much, var format, var seconds, .. var parts]:
        return await LoadRun.RunAsync(
            program,
            much == "quick" ? LoadPlan.Quick : LoadPlan.Whole,
            parts,
            format == "json",
            TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
        );

    case ["peer", var answer, var echoed]:
        await PeerProgram.RunAsync(answer, int.Parse(echoed, CultureInfo.InvariantCulture));
        return 0;

    default:
        Console.Error.WriteLine("Usage: crash PROGRAM KILLS SEED | load PROGRAM quick|whole text|json SECONDS [PART…]");
        return 2;
}
