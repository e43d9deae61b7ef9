using System.Text;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.History.Liquidations;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api.History;

/// <summary>Sentences are made of members of events by their names: one that is called otherwise would be a question mark.</summary>
public sealed class EventSentenceTests
{
    [Fact, Trait("Criterion", "HIST-020")]
    public void No_sentence_lacks_a_member()
    {
        var events = File.ReadLines(RepositoryFiles.PathOf("tests", "Plimsoll.Server.Tests", "Api", "Events", "events.golden.jsonl"));

        Assert.All(
            events,
            line => Assert.DoesNotContain("?", EventSentence.Of(new RawJson(Encoding.UTF8.GetBytes(line)), "100"), StringComparison.Ordinal)
        );
    }
}
