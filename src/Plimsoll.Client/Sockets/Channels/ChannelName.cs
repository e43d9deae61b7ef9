using System.Text.Json.Serialization.Metadata;

namespace Plimsoll.Client;

/// <summary>A channel to follow; <see cref="VenueChannels"/> makes them.</summary>
/// <typeparam name="TState">What its snapshot says.</typeparam>
public sealed class ChannelName<TState>
{
    internal ChannelName(string text, JsonTypeInfo<TState> state) => (Text, State) = (text, state);

    /// <summary>Its name on the wire.</summary>
    public string Text { get; }

    internal JsonTypeInfo<TState> State { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
