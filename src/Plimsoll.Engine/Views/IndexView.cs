using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>An index as it stands.</summary>
/// <param name="Parameters">Its rules now.</param>
/// <param name="Price">Its price; zero before the first, and the last one while it has no source.</param>
/// <param name="LiveSources">How many sources count.</param>
/// <param name="WindowUntil">Until when the protective window is open; <see cref="Timestamp.Never"/> when it is closed.</param>
/// <param name="HasNoSource">Whether its last source was lost.</param>
/// <param name="NoSourceUntil">Until when liquidations wait for that, at the latest.</param>
/// <param name="Sources">Its sources, in the order of its parameters.</param>
public sealed record IndexView(
    IndexParameters Parameters,
    Price Price,
    int LiveSources,
    Timestamp WindowUntil,
    bool HasNoSource,
    Timestamp NoSourceUntil,
    IReadOnlyList<SourceView> Sources
);
