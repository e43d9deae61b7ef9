using System.Globalization;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Security;

/// <summary>Bounds the bytes of bodies that are gathered before it is known whether they are signed rightly: the id of a key is enough to have one gathered, and ids are no secrets.</summary>
/// <remarks>One id has a quarter at most, so that whoever uses it without its secret holds up no other key.</remarks>
/// <param name="requestSize">The largest body, of which one always fits.</param>
internal sealed class UncheckedBodies(int requestSize)
{
    /// <summary>Bytes of all of them: what any server has to spare, and far above what honest requests have under way.</summary>
    private const long Usual = 64L << 20;

    private const int Share = 4;
    private const int RetryAfterSeconds = 1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _owned = new(StringComparer.Ordinal);
    private readonly long _most = Math.Max(Usual, (long)Share * requestSize);
    private long _held;

    /// <summary>A body begins; it holds nothing yet.</summary>
    /// <param name="keyId">The id that it comes under.</param>
    public UncheckedBody Begin(string keyId) => new(this, keyId);

    internal void Hold(string keyId, long more)
    {
        lock (_gate)
        {
            var owned = _owned.GetValueOrDefault(keyId) + more;
            if (_held + more > _most)
                throw Full("all keys", _most);

            if (owned > _most / Share)
                throw Full("this key", _most / Share);

            (_owned[keyId], _held) = (owned, _held + more);
        }
    }

    internal void Release(string keyId, long held)
    {
        lock (_gate)
        {
            _held -= held;
            if ((_owned[keyId] -= held) == 0)
                _owned.Remove(keyId);
        }
    }

    private static ProblemException Full(string whose, long most) =>
        new(
            new(ProblemCode.Busy)
            {
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{most} bytes of bodies of {whose}, whose signatures are not checked yet, are the most that are held."
                ),
                Advice = "Wait for the time in Retry-After, and sign again.",
                RetryAfterSeconds = RetryAfterSeconds,
            }
        );
}
