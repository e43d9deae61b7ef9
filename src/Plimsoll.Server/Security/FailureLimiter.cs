using System.Net;

namespace Plimsoll.Server.Security;

/// <summary>Counts failed authentications of each address in each minute, in memory that does not grow.</summary>
/// <remarks>
/// Addresses share slots by hash (IPv6 by their network of 64 bits, which one attacker owns). That may count strangers together, and does no harm:
/// a good key is taken however many failures there were, so that nobody locks out a neighbour. What is bounded is what failures cost: their log.
/// </remarks>
/// <param name="perMinute">Failures a minute that are answered as such.</param>
/// <param name="clock">The time.</param>
public sealed class FailureLimiter(int perMinute, TimeProvider clock)
{
    private const int Slots = 8_192;
    private const long MinuteMs = 60_000;
    private readonly (long Minute, int Count)[] _slots = new (long, int)[Slots];
    private readonly Lock _turn = new();

    /// <summary>Counts a failure.</summary>
    /// <returns>Zero while there are few; else the seconds until failures are counted anew.</returns>
    public int Count(IPAddress? address)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var minute = now / MinuteMs;
        lock (_turn)
        {
            ref var slot = ref _slots[SlotOf(address)];
            slot = slot.Minute == minute ? (minute, Math.Min(slot.Count + 1, int.MaxValue - 1)) : (minute, 1);
            return slot.Count <= perMinute ? 0 : (int)((((minute + 1) * MinuteMs) - now + 999) / 1_000);
        }
    }

    // Seeded anew in each process: nobody outside knows who shares a slot.
    private static int SlotOf(IPAddress? address) => (int)(unchecked((uint)HashCode.Combine(SenderAddress.Of(address))) % Slots);
}
