using Plimsoll.Engine.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>What is remembered of one source of an index.</summary>
internal sealed class SourceRow
{
    /// <summary>How many slots the frozen window has.</summary>
    public const int Slots = 8;

    public Price Bid { get; set; }

    public Price Ask { get; set; }

    /// <summary>Never, before the first quote.</summary>
    public Timestamp QuotedAt { get; set; } = Timestamp.Never;

    public Timestamp FirstQuotedAt { get; set; } = Timestamp.Never;

    public SourceState State { get; set; }

    public Timestamp GoodSince { get; set; } = Timestamp.Never;

    public long[] SlotNumber { get; } = [-1, -1, -1, -1, -1, -1, -1, -1];

    public long[] High { get; } = new long[Slots];

    public long[] Low { get; } = new long[Slots];

    public bool HasQuoted => QuotedAt != Timestamp.Never;

    /// <summary>The mid, rounded down; may be anything for a source that quotes nonsense.</summary>
    public long Mid => (long)ExactMath.Divide((Int128)Bid.Units + Ask.Units, 2, Rounding.Floor);

    public void Quote(Price bid, Price ask, Timestamp at, Duration frozenWindow)
    {
        Bid = bid;
        Ask = ask;
        QuotedAt = at;
        FirstQuotedAt = FirstQuotedAt == Timestamp.Never ? at : FirstQuotedAt;
        var number = at.Nanoseconds / (frozenWindow.Nanoseconds / Slots);
        var slot = (int)(number % Slots);
        var mid = Mid;
        if (SlotNumber[slot] != number)
        {
            (SlotNumber[slot], High[slot], Low[slot]) = (number, mid, mid);
            return;
        }

        High[slot] = Math.Max(High[slot], mid);
        Low[slot] = Math.Min(Low[slot], mid);
    }

    /// <summary>(high − low) ÷ high over the frozen window that ends now, in billionths.</summary>
    public long RelativeRange(Timestamp now, Duration frozenWindow)
    {
        var newest = now.Nanoseconds / (frozenWindow.Nanoseconds / Slots);
        var high = long.MinValue;
        var low = long.MaxValue;
        for (var slot = 0; slot < Slots; slot++)
        {
            // Numbers above the newest are of a shorter window that was in force before.
            if (SlotNumber[slot] >= 0 && SlotNumber[slot] > newest - Slots && SlotNumber[slot] <= newest)
            {
                high = Math.Max(high, High[slot]);
                low = Math.Min(low, Low[slot]);
            }
        }

        return high <= 0 ? 0 : (long)ExactMath.MulDiv((Int128)high - low, Rate.NanoPerOne, high, Rounding.Floor);
    }
}
