using System.Globalization;
using System.Runtime.Intrinsics;

namespace Plimsoll.Kernels.Bench;

/// <summary>Runs a group and prints a line for each case and each check, as the programs of bench/native do.</summary>
internal static class Measure
{
    private const double WarmUpSeconds = 0.2;

    public static void Run(CaseGroup group, int repetitions)
    {
        foreach (var (name, accounts) in group.Sizes)
        {
            Print(string.Create(CultureInfo.InvariantCulture, $"size\t{name}\t{accounts}"));
        }

        foreach (var part in group.Cases)
        {
            // Every path runs everywhere, but what it takes without its instructions is of no interest.
            if (part.Name.EndsWith(".vector512", StringComparison.Ordinal) && !Vector512.IsHardwareAccelerated)
                continue;

            var rates = Rates(part, repetitions);
            Print($"rate\t{part.Name}\t{part.Unit}\t{Digits(rates[0])}\t{Digits(rates[rates.Length / 2])}\t{Digits(rates[^1])}");
        }

        foreach (var figure in group.Figures ?? [])
        {
            var (low, counted, high) = figure.Measure();
            Print($"rate\t{figure.Name}\t{figure.Unit}\t{Digits(low)}\t{Digits(counted)}\t{Digits(high)}\t{figure.Columns}");
        }

        foreach (var (name, value) in group.Checks)
        {
            Print($"check\t{name}\t{value():x16}");
        }
    }

    private static double[] Rates(Case part, int repetitions)
    {
        // What is not marked for full optimisation is compiled anew after some thirty calls and a tenth of a second.
        var begun = ProcessorClock.Seconds;
        for (var calls = 0; calls < 40 || ProcessorClock.Seconds - begun < WarmUpSeconds; calls++)
        {
            part.Run();
            if (ProcessorClock.Seconds - begun > 20 * WarmUpSeconds)
                break;
        }

        var rates = new double[repetitions];
        for (var i = 0; i < rates.Length; i++)
        {
            var start = ProcessorClock.Seconds;
            part.Run();
            rates[i] = part.Work / (ProcessorClock.Seconds - start);
        }

        Array.Sort(rates);
        return rates;
    }

    private static string Digits(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    private static void Print(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
