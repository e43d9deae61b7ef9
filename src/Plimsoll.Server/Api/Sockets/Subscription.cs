using Plimsoll.Server.Api.Sockets.Channels;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>A channel that a connection follows.</summary>
/// <param name="channel">The channel.</param>
/// <param name="next">The first record that is told.</param>
internal sealed class Subscription(Channel channel, long next)
{
    public Channel Channel { get; } = channel;

    /// <summary>The first record that was not looked at yet: all before it is told.</summary>
    public long Next { get; set; } = next;

    /// <summary>The record of the message before: a client sees by it that none is missing.</summary>
    public long Previous { get; set; } = next - 1;

    /// <summary>The margin that was told last.</summary>
    public AccountMarginState? Margin { get; set; }

    /// <summary>The record whose margin is known by the snapshot or by what was told last: none of before is told any more.</summary>
    public long MarginOf { get; set; }

    /// <summary>Whether records came since it was told.</summary>
    public bool IsMarginOld { get; set; }

    /// <summary>When it was told, in ticks of the monotonic clock.</summary>
    public long MarginAt { get; set; }
}
