using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Tests.Venues;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Protocols;

/// <summary>Messages that were damaged: no protocol throws, and whatever passes is positive, in order and stamped.</summary>
public sealed class GarbageTests
{
    public static TheoryData<string> All => [.. Conversation.Names];

    [Theory, MemberData(nameof(All)), Trait("Criterion", "FEED-023")]
    public void Damaged_messages_never_throw_and_never_give_an_impossible_quote(string name)
    {
        var talk = Conversation.Load(name);
        var messages = talk.Texts('<').Select(Encoding.UTF8.GetBytes).ToArray();
        var quotes = new List<FeedQuote>();
        var intake = ConversationTests.Intake(talk, quotes);
        intake.Begin();
        var limits = Catalog.VenueCatalog.Find(talk.Venue)!.Limits;

        Prop.ForAll<int>(seed =>
            {
                var random = new System.Random(seed);
                intake.Take(Damaged(messages, random), talk.Clock, TimeSpan.Zero);
                var isSound = quotes.TrueForAll(quote =>
                    quote.Reference > 0
                    && quote.Prices is { Bid: >= 0, Ask: >= 0, Last: >= 0, Index: >= 0 }
                    && !(quote.Prices.HasBook && quote.Prices.Bid > quote.Prices.Ask)
                    && quote.Received - quote.VenueTime <= limits.AgeMax
                    && quote.VenueTime - quote.Received <= limits.FutureMax
                );
                quotes.Clear();
                return isSound;
            })
            .Check(Exploration.Of(3_000));
    }

    [Fact, Trait("Criterion", "FEED-023")]
    public void Damaged_answers_of_providers_never_throw()
    {
        const string whole =
            """{"answers":[{"provider":"a","status":200,"body":"[{\"id\":0,\"result\":{\"timestamp\":\"0x6a503b82\"}},{\"id\":1,\"result\":\"0x00\"},{\"id\":2,\"error\":{\"message\":\"no\"}}]"},{"provider":"b","error":"HTTP 500"}]}""";
        var protocol = new Chainlink.ChainlinkProtocol([new("0x1")], 2, Duration.FromMinutes(2));
        var output = new ProtocolOutput();
        byte[][] messages = [Encoding.UTF8.GetBytes(whole)];

        Prop.ForAll<int>(seed =>
            {
                output.Clear();
                protocol.Read(Damaged(messages, new System.Random(seed)), Timestamp.FromMilliseconds(1_783_641_602_000), output);
                return output.Quotes.Count == 0;
            })
            .Check(Exploration.Of(5_000));
    }

    private static byte[] Damaged(byte[][] messages, System.Random random)
    {
        var message = (byte[])messages[random.Next(messages.Length)].Clone();
        for (var i = random.Next(4); i > 0 && message.Length > 0; i--)
        {
            var at = random.Next(message.Length);
            switch (random.Next(5))
            {
                case 0:
                    message[at] = (byte)random.Next(256);
                    break;
                case 1:
                    message = message[..at];
                    break;
                case 2:
                    message = [.. message[..at], .. messages[random.Next(messages.Length)], .. message[at..]];
                    break;
                case 3:
                    message = [.. message[..at], .. message[(at + random.Next(message.Length - at))..]];
                    break;
                default:
                    message[at] = "0123456789-.eE\"{}[],:"u8[random.Next(21)];
                    break;
            }
        }

        return message;
    }
}
