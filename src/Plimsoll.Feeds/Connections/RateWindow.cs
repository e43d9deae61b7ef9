using Plimsoll.Values;

namespace Plimsoll.Feeds.Connections;

/// <summary>Whether something happens more often than so many times in a minute.</summary>
internal struct RateWindow(int max)
{
    private static readonly Duration Length = Duration.FromMinutes(1);
    private Timestamp _start;
    private int _count;

    /// <summary>It happened once more.</summary>
    /// <returns>Whether that is too often.</returns>
    public bool Exceeds(Timestamp at)
    {
        if (_count == 0 || at - _start > Length)
        {
            (_start, _count) = (at, 0);
        }

        return ++_count > max;
    }
}
