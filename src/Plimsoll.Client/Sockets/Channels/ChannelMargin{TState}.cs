namespace Plimsoll.Client;

/// <summary>An account's margin has moved. At most twice a second, and no part of the sequence: only the latest matters.</summary>
/// <typeparam name="TState">What the channel's snapshot says.</typeparam>
/// <param name="Sequence">The record after which it holds.</param>
/// <param name="Time">When.</param>
/// <param name="Margin">The margin.</param>
public sealed record ChannelMargin<TState>(long Sequence, VenueTime Time, AccountMargin Margin) : ChannelMessage<TState>(Sequence, Time);
