using System.Collections.Concurrent;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>Clients that ask at the same time, each several things at once, and remember what they were told.</summary>
internal sealed class Clients(int count, int requests)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>What was answered, by client and number.</summary>
    public ConcurrentDictionary<(int Client, int Number), Outcome> Told { get; } = new();

    public bool AreAllTold => Told.Count == count * requests;

    /// <summary>Everything that was not answered yet is asked, with the same key.</summary>
    /// <param name="host">Whom.</param>
    /// <param name="insists">Whether to ask again what could not be taken or is not known; else once.</param>
    public void Ask(VenueHost host, bool insists)
    {
        var asking = Enumerable
            .Range(1, count)
            .SelectMany(client => Enumerable.Range(0, AtOnce).Select(part => AskAsync(host, client, part, insists)));
        Assert.True(Task.WhenAll(asking).Wait(Longest), "somebody waits for ever");
    }

    private static Task<Outcome> CarryOut(VenueHost host, HostEntry request)
    {
        var reply = new AwaitedReply();
        var refusal = host.TryCarryOut(request, reply);
        return refusal == HostReason.None ? reply.Task : Task.FromResult(Outcome.Refused(refusal));
    }

    private Task AskAsync(VenueHost host, int client, int part, bool insists) =>
        Task.Run(async () =>
        {
            for (var number = part; number < requests; number += AtOnce)
            {
                var mayAskAgain = !Told.ContainsKey((client, number));
                while (mayAskAgain)
                {
                    var request = Venue.Request(client, number);
                    // Some have the host's threads do it, some do it themselves when nobody else does.
                    var answer = number % 2 == 0 ? host.SubmitAsync(request) : CarryOut(host, request);
                    var outcome = await answer.WaitAsync(Longest);
                    var reason = (HostReason)outcome.Code;
                    if (outcome.Sequence > 0)
                        Assert.True(Told.TryAdd((client, number), outcome));

                    mayAskAgain =
                        insists
                        && reason is HostReason.OutcomeUnknown or HostReason.JournalUnavailable or HostReason.Busy
                        && host.Status.State != HostState.Halted;
                    if (mayAskAgain)
                        await Task.Yield();
                }
            }
        });
}
