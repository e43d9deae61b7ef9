using Plimsoll.Host;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Stream;
using Plimsoll.Journal;

namespace Plimsoll.Server.Problems;

/// <summary>What can go wrong with the venue beneath a request and is no mistake of the server's: the same answer over REST, over WebSocket and in a batch.</summary>
internal static class KnownFailures
{
    /// <summary>The problem that a failure is answered by; null for one that nobody foresaw.</summary>
    public static Problem? Of(Exception cause) =>
        cause switch
        {
            ProblemException known => known.Problem,
            EventsGoneException gone => GoneEvents.Of(gone),
            HostHaltedException => new(ProblemCode.Unavailable) { Detail = "the engine found a bug in itself and stopped." },
            _ when IsDamage(cause) => new(ProblemCode.Unavailable)
            {
                Detail = "the journal is damaged where this has to read it.",
                Advice = "An operator finds out more with plimsoll journal verify.",
            },
            JournalUnavailableException => new(ProblemCode.Unavailable)
            {
                Detail = "the journal cannot be read now.",
                RetryAfterSeconds = 1,
            },
            _ => null,
        };

    /// <summary>Whether it says that the journal is damaged, which an operator has to hear of.</summary>
    public static bool IsDamage(Exception cause) => cause is JournalCorruptedException or WitnessException;
}
