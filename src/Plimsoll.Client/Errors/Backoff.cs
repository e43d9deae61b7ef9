using System.Security.Cryptography;

namespace Plimsoll.Client;

/// <summary>How long to wait before the next attempt: twice as long each time up to a bound, and between half and all of that by chance, so that many clients do not come back at once.</summary>
/// <param name="First">After the first attempt.</param>
/// <param name="Longest">The bound.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    private const int Grain = 1 << 20;

    /// <summary>The wait after an attempt.</summary>
    /// <param name="attempt">0 after the first.</param>
    public TimeSpan After(int attempt)
    {
        var full = Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(attempt, 40)));
        var chance = RandomNumberGenerator.GetInt32(Grain) / (double)Grain;
        return TimeSpan.FromTicks((long)(full * (0.5 + (chance / 2))));
    }
}
