using System.Diagnostics;
using System.Globalization;
using Plimsoll.Fuzz.Mutation;

namespace Plimsoll.Fuzz;

/// <summary>Many inputs, one after the other; stops at the first that is answered wrongly, and keeps it.</summary>
internal static class FuzzRun
{
    private const long MemoryMost = 2L << 30;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string name, IFuzzTarget target, Mutator mutator, int cases, TextWriter output)
    {
        var (began, told) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        var slowest = TimeSpan.Zero;
        for (var number = 1; number <= cases; number++)
        {
            var input = mutator.Next();
            var (started, wrong) = (Stopwatch.GetTimestamp(), await TryAsync(target, input));
            var elapsed = Stopwatch.GetElapsedTime(started);
            slowest = elapsed > slowest ? elapsed : slowest;
            wrong ??= elapsed > Slow ? $"it took {elapsed.TotalSeconds:F1} s" : null;
            wrong ??= Memory(number);
            if (wrong is not null)
            {
                var file = Path.GetFullPath($"fuzz-{name}-{number}.bin");
                await File.WriteAllBytesAsync(file, input);
                await output.WriteLineAsync($"{name}, case {number:N0}: {wrong}\nthe input is in {file}");
                return 1;
            }

            if (Stopwatch.GetElapsedTime(told).TotalSeconds >= 10)
            {
                told = Stopwatch.GetTimestamp();
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {number:N0} of {cases:N0}"));
            }
        }

        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {cases:N0} cases in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s, none answered wrongly; slowest {slowest.TotalMilliseconds:F0} ms; {target.Summary}"
            )
        );
        return 0;
    }

    private static async Task<string?> TryAsync(IFuzzTarget target, byte[] input)
    {
        try
        {
            return await target.TryAsync(input);
        }
        catch (Exception escaped)
        {
            return escaped.ToString();
        }
    }

    private static string? Memory(int number) =>
        number % 10_000 == 0 && GC.GetTotalMemory(forceFullCollection: true) is > MemoryMost and var bytes
            ? $"{bytes >> 20} MiB are held after {number:N0} cases"
            : null;
}
