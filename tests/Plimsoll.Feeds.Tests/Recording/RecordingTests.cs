using System.IO.Compression;
using System.Text;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Recording;
using Plimsoll.Feeds.Tests.Venues;

namespace Plimsoll.Feeds.Tests.Recording;

public sealed class RecordingTests
{
    [Fact, Trait("Criterion", "FEED-040")]
    public async Task What_was_heard_live_is_the_same_when_it_is_played()
    {
        var talk = Conversation.Load("deribit");
        await using var venue = await FakeVenue.TalkAsync(
            async (fake, _) =>
            {
                foreach (var text in talk.Texts('<'))
                {
                    await fake.SayAsync(text);
                }

                await fake.SayAsync([0xFF, 0xFE, 0x00]);
                await fake.StayAsync();
            }
        );
        using var file = new MemoryStream();
        var source = talk.Source with { Endpoints = [venue.WebSocket], Limits = Listening.Quick, AccessToken = "a secret" };
        var live = new List<FeedQuote>();
        using (var recorder = new RawRecorder(file))
        {
            await using var listening = new Listening(source, new ShiftedClock(talk.Clock), recorder: recorder);
            while (live.Count < talk.Quotes.Count)
            {
                live.Add(await listening.NextAsync());
            }

            await listening.UntilAsync(health => health.Nonsense == 1);
        }

        var played = new List<FeedQuote>();
        var player = new FeedPlayer((in FeedQuote quote) => played.Add(quote));
        var lines = RecordingFile.Read(new MemoryStream(file.ToArray())).ToList();

        Assert.Equal(talk.Texts('<').Count() + 2, player.Play(lines));
        Assert.Null(lines[0].Message);
        Assert.Equal(live, played);
        Assert.Equal(talk.Quotes, played);
        Assert.Equal(1, player.Health.Single().Nonsense);
        Assert.Equal([0xFF, 0xFE, 0x00], lines[^1].Message!.Value.ToArray());
        Assert.DoesNotContain(
            lines,
            line => line.Message is { } message && Encoding.UTF8.GetString(message.Span).Contains("secret", StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Criterion", "FEED-040")]
    public void Messages_without_a_beginning_are_passed_over_and_told()
    {
        var player = new FeedPlayer((in FeedQuote _) => Assert.Fail());

        player.Play(new RecordedLine(new(1), "stranger", new byte[] { 1 }));

        Assert.Equal(["stranger"], player.Unknown);
    }

    [Fact, Trait("Criterion", "FEED-041")]
    public void A_recording_that_was_cut_off_gives_what_is_whole()
    {
        using var file = new MemoryStream();
        using (var recorder = new RawRecorder(file))
        {
            recorder.Connected(new("a", "kraken", [new("BTC/USD")]), new(1));
            for (var i = 0; i < 200; i++)
            {
                recorder.Message("a", new(2_000_000_000L * i), Encoding.UTF8.GetBytes($"message {i}"));
            }
        }

        var whole = file.ToArray();
        for (var length = 10; length < whole.Length; length += 97)
        {
            var lines = RecordingFile.Read(new MemoryStream(whole[..length])).ToList();

            Assert.True(lines.Count <= 201);
            Assert.All(
                lines.Skip(1).Select((line, i) => (line, i)),
                pair => Assert.Equal($"message {pair.i}", Encoding.UTF8.GetString(pair.line.Message!.Value.Span))
            );
        }

        // A process that is killed leaves all but the last second: what was written two seconds earlier is there.
        Assert.True(RecordingFile.Read(new MemoryStream(whole[..(whole.Length * 9 / 10)])).Count() > 150);
    }

    [Theory, Trait("Criterion", "FEED-041")]
    [InlineData("{\"received\":\"1\",\"source\":\"a\"}\n{}\n")]
    [InlineData("{}\n{}\n")]
    [InlineData("nonsense\n{}\n")]
    [InlineData("{\"received\":1,\"source\":\"a\",\"text\":\"\"}\n{}\n")]
    [InlineData("{\"received\":\"x\",\"source\":\"a\",\"text\":\"\"}\n{}\n")]
    [InlineData("{\"received\":\"1\",\"source\":\"a\",\"base64\":\"?\"}\n{}\n")]
    public void A_file_that_is_no_recording_is_told_with_its_line(string text)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        file.Position = 0;

        Assert.Equal(1, Assert.Throws<RecordingException>(() => RecordingFile.Read(file).ToList()).Line);
    }

    [Fact, Trait("Criterion", "FEED-041")]
    public void A_file_that_is_no_gzip_is_told_as_such() =>
        Assert.Throws<RecordingException>(() => RecordingFile.Read(new MemoryStream(Encoding.UTF8.GetBytes("plain text"))).ToList());

    [Fact, Trait("Criterion", "FEED-041")]
    public void A_full_disk_ends_the_recording_and_nothing_else()
    {
        using var recorder = new RawRecorder(new FullDisk());
        for (var i = 0; i < 50; i++)
        {
            recorder.Message("a", new(2_000_000_000L * i), new byte[10_000]);
        }

        Assert.IsType<IOException>(recorder.Fault);
        Assert.True(recorder.Lost > 0);
    }

    [Fact, Trait("Criterion", "FEED-040")]
    public void A_source_of_an_unknown_venue_is_refused_with_what_there_is()
    {
        var e = Assert.Throws<ArgumentException>(() => new FeedPlayer((in FeedQuote _) => { }, sources: [new("x", "mtgox", [new("BTC")])]));

        Assert.Contains("binance, binance-usdm, coinbase, kraken", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VenueCatalog.Protocol(new("x", "kraken", [])));
        Assert.Throws<ArgumentException>(() => VenueCatalog.Protocol(new("x", "kraken", [new("A"), new("A")])));
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
