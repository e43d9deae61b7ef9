using Plimsoll.Client.Events;

namespace Plimsoll.Client;

/// <summary>What one record changed.</summary>
/// <typeparam name="TState">What the channel's snapshot says.</typeparam>
/// <param name="Sequence">The record.</param>
/// <param name="Time">When.</param>
/// <param name="Events">What happened, in its order.</param>
/// <param name="Head">Who asked for what, in the channel of all records alone.</param>
public sealed record ChannelEvents<TState>(long Sequence, VenueTime Time, IReadOnlyList<VenueEvent> Events, RecordHead? Head = null)
    : ChannelMessage<TState>(Sequence, Time);
