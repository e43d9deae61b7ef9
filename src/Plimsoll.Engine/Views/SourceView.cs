using Plimsoll.Engine.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>A source of an index as it stands.</summary>
/// <param name="Name">Venue and symbol.</param>
/// <param name="Weight">Its weight in the median.</param>
/// <param name="State">Whether it counts, and if not, why.</param>
/// <param name="Bid">Its latest bid, in the index's units; may be nonsense for a source that is dropped.</param>
/// <param name="Ask">Its latest ask.</param>
/// <param name="QuotedAt">When that was taken in; <see cref="Timestamp.Never"/> before the first.</param>
/// <param name="GoodSince">Since when a dropped one looks good again; <see cref="Timestamp.Never"/> otherwise.</param>
public readonly record struct SourceView(
    string Name,
    int Weight,
    SourceState State,
    Price Bid,
    Price Ask,
    Timestamp QuotedAt,
    Timestamp GoodSince
);
