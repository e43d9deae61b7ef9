using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Tests.Venues;

namespace Plimsoll.Feeds.Tests.Protocols;

/// <summary>Every venue's own messages, word for word, without a socket: what is sent, what is made of what comes.</summary>
public sealed class ConversationTests
{
    public static TheoryData<string> All => [.. Conversation.Names];

    [Theory, MemberData(nameof(All)), Trait("Criterion", "FEED-001")]
    public void Speaks_and_understands(string name)
    {
        var talk = Conversation.Load(name);
        var quotes = new List<FeedQuote>();
        var intake = Intake(talk, quotes);
        var happened = new List<string>();

        intake.Begin();
        Note();
        foreach (var (kind, text) in talk.Lines)
        {
            if (kind == '<')
            {
                happened.Add("< " + text);
                intake.Take(Encoding.UTF8.GetBytes(text), talk.Clock, TimeSpan.Zero);
                Note();
            }
        }

        Assert.Equal(
            talk.Lines.Where(line => line.Kind is '>' or '<' or '=' or '!').Select(line => $"{line.Kind} {Plain(talk, line)}"),
            happened
        );

        void Note()
        {
            happened.AddRange(intake.Output.Replies.Select(reply => "> " + reply));
            happened.AddRange(intake.Output.Notices.Select(notice => $"! {notice.Notice}"));
            happened.AddRange(quotes.Select(quote => $"= {quote}"));
            quotes.Clear();
        }
    }

    [Theory, MemberData(nameof(All)), Trait("Criterion", "FEED-001")]
    public void The_order_in_which_members_stand_does_not_matter(string name)
    {
        var talk = Conversation.Load(name);
        var (asWritten, turned) = (new List<FeedQuote>(), new List<FeedQuote>());
        var (first, second) = (Intake(talk, asWritten), Intake(talk, turned));
        first.Begin();
        second.Begin();

        foreach (var text in talk.Texts('<').Where(text => text.StartsWith('{')))
        {
            first.Take(Encoding.UTF8.GetBytes(text), talk.Clock, TimeSpan.Zero);
            second.Take(Encoding.UTF8.GetBytes(Turned(JsonNode.Parse(text)!).ToJsonString()), talk.Clock, TimeSpan.Zero);

            Assert.Equal(first.Output.Notices.Select(notice => notice.Notice), second.Output.Notices.Select(notice => notice.Notice));
            Assert.Equal(first.Output.Replies, second.Output.Replies);
        }

        Assert.Equal(asWritten, turned);
    }

    [Fact]
    public void Every_venue_with_a_connection_has_a_conversation() =>
        Assert.Empty(
            VenueCatalog
                .All.Select(venue => venue.Name)
                .Except(Conversation.Names.Select(name => Conversation.Load(name).Venue))
                .Except(["chainlink", "bybit", "bybit-inverse"]) // HTTP, and the same as bybit-linear
        );

    [Theory, MemberData(nameof(All)), Trait("Criterion", "FEED-002")]
    public void From_a_message_to_a_quote_that_passed_nothing_is_allocated(string name)
    {
        var talk = Conversation.Load(name);
        var quotes = new List<FeedQuote>(10_000);
        var intake = Intake(talk, quotes);
        intake.Begin();
        var isQuoting = talk.Lines.Zip(talk.Lines.Skip(1)).Where(pair => pair.First.Kind == '<' && pair.Second.Kind == '=');
        var messages = isQuoting
            .Where(pair => !pair.First.Text.Contains("\"delta\"", StringComparison.Ordinal)) // read twice it is a gap, and telling that allocates
            .Where(pair =>
                !pair.First.Text.Contains("sequence_num", StringComparison.Ordinal)
                || pair.First.Text.Contains("snapshot", StringComparison.Ordinal)
            )
            .Select(pair => Encoding.UTF8.GetBytes(pair.First.Text))
            .ToArray();

        long Bytes()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var message in messages)
            {
                intake.Take(message, talk.Clock, TimeSpan.Zero);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Bytes();

        Assert.NotEmpty(quotes);
        Assert.Equal(0, Enumerable.Range(0, 20).Min(_ => Bytes()));
    }

    internal static FeedIntake Intake(Conversation talk, List<FeedQuote> quotes) =>
        new(
            VenueCatalog.Complete(talk.Source) with
            {
                Limits = VenueCatalog.Find(talk.Venue)!.Limits,
            },
            new HealthRecord(talk.Name, talk.Venue, VenueCatalog.Find(talk.Venue)!.Limits.AgeMax),
            watch: null,
            (in FeedQuote quote) => quotes.Add(quote)
        );

    private static string Plain(Conversation talk, (char Kind, string Text) line) =>
        line.Kind == '=' ? $"{talk.Quote(line.Text)}" : line.Text;

    /// <summary>The same with the members of every object the other way round.</summary>
    private static JsonNode Turned(JsonNode node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Turned(member.Value)))
            ),
            JsonArray elements => new JsonArray([.. elements.Select(element => element is null ? null : Turned(element))]),
            _ => node.DeepClone(),
        };
}
