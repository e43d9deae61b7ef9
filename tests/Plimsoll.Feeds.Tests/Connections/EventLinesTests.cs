using System.Text;
using Plimsoll.Feeds.Connections;

namespace Plimsoll.Feeds.Tests.Connections;

/// <summary>Server-sent events, cut as the network cuts them. Rules: WHATWG HTML standard, server-sent events.</summary>
public sealed class EventLinesTests
{
    [Theory, Trait("Criterion", "FEED-005")]
    [InlineData("data:one\n\ndata: two\n\n", "one|two")]
    [InlineData("data: one\r\ndata: more\r\n\r\n", "one\nmore")]
    [InlineData("id: 7\nevent: x\ndata:  two spaces: one stays\n\n", "|| two spaces: one stays")]
    [InlineData(": a sign of life\n\n", "")]
    [InlineData("\n\n\n", null)]
    [InlineData("data:\n\n", "")]
    [InlineData("dat:a\ndatab:x\ndata:y\n\n", "||y")]
    [InlineData("data:never ended", null)]
    public void Events_are_put_together(string stream, string? expected)
    {
        var messages = new List<string>();
        var buffer = new MessageBuffer(1_000);
        var lines = new EventLines(buffer);
        foreach (var next in Encoding.UTF8.GetBytes(stream))
        {
            if (lines.Take(next))
            {
                messages.Add(Encoding.UTF8.GetString(buffer.Message));
                buffer.Clear();
                lines = new(buffer);
            }
        }

        Assert.Equal(expected, messages.Count == 0 ? null : string.Join('|', messages));
    }

    [Fact, Trait("Criterion", "FEED-023")]
    public void An_event_without_an_end_fills_no_memory()
    {
        var lines = new EventLines(new MessageBuffer(10_000));
        foreach (var next in "data:"u8)
        {
            lines.Take(next);
        }

        Assert.Throws<FeedConnectionException>(() =>
        {
            for (var i = 0; i <= 10_000; i++)
            {
                lines.Take((byte)'x');
            }
        });
    }
}
