using System.Diagnostics;
using System.Globalization;
using Plimsoll.Soak;

return
    args is ["--minutes", var minutes, "--seed", var seed, .. var rest]
    && rest is [] or ["--adversarial"]
    && double.TryParse(minutes, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length)
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
    Console.Error.WriteLine("eng/soak: expected --minutes N --seed S [--adversarial]");
    return 2;
}
