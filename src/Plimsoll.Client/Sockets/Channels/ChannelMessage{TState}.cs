namespace Plimsoll.Client;

/// <summary>What a channel says: a <see cref="ChannelSnapshot{TState}"/>, <see cref="ChannelEvents{TState}"/> or a <see cref="ChannelMargin{TState}"/>. Abstract for these three.</summary>
/// <typeparam name="TState">What its snapshot says.</typeparam>
/// <param name="Sequence">The record after which it holds. Whoever keeps it can begin there again, with <c>from</c> one above.</param>
/// <param name="Time">When.</param>
public abstract record ChannelMessage<TState>(long Sequence, VenueTime Time);
