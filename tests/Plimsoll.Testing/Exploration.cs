using System.Globalization;
using FsCheck;

namespace Plimsoll.Testing;

/// <summary>How properties draw their cases: the same ones each time, so that a change is judged by what it changes; new ones under <c>eng/explore</c>.</summary>
/// <remarks>With PLIMSOLL_EXPLORE=1 each run draws others. A failure prints two numbers; PLIMSOLL_EXPLORE=first,second draws those cases again.</remarks>
public static class Exploration
{
    private static readonly string Wish = Environment.GetEnvironmentVariable("PLIMSOLL_EXPLORE") ?? "";

    /// <summary>As many cases as FsCheck takes by itself.</summary>
    public static Config Usual => Of(100);

    /// <summary>So many cases; the first that fails throws.</summary>
    public static Config Of(int cases)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases);
        if (Wish == "1")
        {
            return config;
        }

        var seeds = Wish.Split(',') is [var first, var second]
            ? (ulong.Parse(first, CultureInfo.InvariantCulture), ulong.Parse(second, CultureInfo.InvariantCulture))
            : (20_200_312UL, 1UL);
        return config.WithReplay(seeds.Item1, seeds.Item2);
    }
}
