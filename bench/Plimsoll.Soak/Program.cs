using System.Diagnostics;
using System.Globalization;
using Plimsoll.Soak;

return
    args is ["--minutes", var minutes, "--seed", var seed, .. var rest]
    && rest is [] or ["--adversarial"]
    && double.TryParse(minutes, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length)
    && length is > 0 and < 1_000_000
    && ulong.TryParse(seed, CultureInfo.InvariantCulture, out var first)
    ? Run(TimeSpan.FromMinutes(length), first, isAdversarial: rest.Length > 0)
    : Usage();

static int Run(TimeSpan length, ulong seed, bool isAdversarial)
{
    var clock = Stopwatch.StartNew();
    return isAdversarial ? new AdversarySoak(clock, length, Console.Out).From(seed) : new SoakRun(clock, length, Console.Out).From(seed);
}

static int Usage()
{
    Console.Error.WriteLine("eng/soak: expected --minutes N (above 0, below 1,000,000) --seed S (whole) [--adversarial]");
    return 2;
}
