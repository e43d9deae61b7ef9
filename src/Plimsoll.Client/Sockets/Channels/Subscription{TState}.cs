using System.Runtime.CompilerServices;

namespace Plimsoll.Client;

/// <summary>A channel that is followed, over as many connections as it takes: no event is missing and none comes twice.</summary>
/// <remarks>
/// One reader at a time. A reader that is slower than the channel holds nothing else up: when its buffer is full the subscription pauses, and goes on where it
/// stopped once half of it is read.
/// </remarks>
/// <typeparam name="TState">What its snapshot says.</typeparam>
public sealed class Subscription<TState> : IAsyncDisposable
{
    private readonly Feed<TState> _feed;
    private readonly Action<Feed> _onRead;
    private readonly Action<Feed> _onEnd;

    internal Subscription(Feed<TState> feed, Action<Feed> onRead, Action<Feed> onEnd) => (_feed, _onRead, _onEnd) = (feed, onRead, onEnd);

    /// <summary>The channel's name.</summary>
    public string Channel => _feed.Name;

    /// <summary>Messages as they come, until it is disposed of.</summary>
    /// <exception cref="PlimsollException">The key may not follow it any more.</exception>
    public async IAsyncEnumerable<ChannelMessage<TState>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        do
        {
            while (_feed.TryRead(out var message))
            {
                if (_feed.IsPaused)
                    _onRead(_feed);

                yield return message;
            }
        } while (await _feed.WaitAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Follows it no more.</summary>
    public ValueTask DisposeAsync()
    {
        _onEnd(_feed);
        return ValueTask.CompletedTask;
    }
}
