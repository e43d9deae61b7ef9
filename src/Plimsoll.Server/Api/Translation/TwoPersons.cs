using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Translation;

/// <summary>What takes two persons takes two keys, and keys that one person could have made for himself are one: SECU-034.</summary>
/// <remarks>
/// Asked before the journal, and no part of what a record decides: what was approved before this was asked stays approved in every replay. Who made a key never changes.
/// </remarks>
internal static class TwoPersons
{
    /// <summary>Goes no further when the caller's key made the proposer's, or was made by it, straight or by keys in between. The refusal stands in the audit log.</summary>
    /// <param name="proposer">The number of the key that proposed.</param>
    /// <param name="asked">What the caller asks, in a line.</param>
    /// <param name="caller">Who approves.</param>
    /// <exception cref="ProblemException">It did, or was.</exception>
    public static async Task RequireAsync(int proposer, Func<VenueMachine, string> asked, ApiCaller caller)
    {
        if (proposer == caller.Key.Number || !caller.Api.Keys.AreOfOneLine(proposer, caller.Key.Number))
            return; // the same key is for the record to refuse, which then says so

        var note = HostEntry.OfNote(ApprovalRefused.Encode(caller.Api.Host.Read(asked)));
        var outcome = await caller.Api.Host.SubmitAsync(note with { Actor = caller.Key.Number, IdempotencyKey = caller.IdempotencyKey });
        var problem = OutcomeProblems.Of(outcome, caller.Api.Translator);
        throw new ProblemException(
            outcome.Code == (int)HostReason.SamePerson ? problem with { Detail = Detail(proposer, caller) } : problem
        );
    }

    private static string Detail(int proposer, ApiCaller caller)
    {
        var other = caller.Api.Keys.Keys.First(key => key.Number == proposer);
        var (made, maker) = other.Number < caller.Key.Number ? (caller.Key, other) : (other, caller.Key);
        return $"the key {made.Id} ({made.Label}) comes from the key {maker.Id} ({maker.Label}), so that one person may have both.";
    }
}
