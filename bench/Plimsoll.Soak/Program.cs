using System.Diagnostics;
using System.Globalization;
using Plimsoll.Soak;

return
    args is ["--minutes", var minutes, "--seed", var seed]
    && double.TryParse(minutes, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length)
    && ulong.TryParse(seed, CultureInfo.InvariantCulture, out var first)
    ? new SoakRun(Stopwatch.StartNew(), TimeSpan.FromMinutes(length), Console.Out).From(first)
    : Usage();

static int Usage()
{
    Console.Error.WriteLine("eng/soak: expected --minutes N --seed S");
    return 2;
}
