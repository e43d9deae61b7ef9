namespace Plimsoll.Client;

/// <summary>The state of a channel: what comes next happened after it.</summary>
/// <typeparam name="TState">What it says.</typeparam>
/// <param name="Sequence">The record after which it holds.</param>
/// <param name="Time">When.</param>
/// <param name="State">The state.</param>
/// <param name="IsRestart">Whether it takes the place of what the server keeps no more: what was known before has to be forgotten, and something may have happened that nobody tells.</param>
public sealed record ChannelSnapshot<TState>(long Sequence, VenueTime Time, TState State, bool IsRestart)
    : ChannelMessage<TState>(Sequence, Time);
