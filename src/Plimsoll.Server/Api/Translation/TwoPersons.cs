using System.Globalization;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>What takes two persons takes two keys, and keys that one person could have made for himself are one: SECU-034.</summary>
/// <remarks>
/// Asked before the journal, and no part of what a record decides: what was approved before this was asked stays approved in every replay. Who made a key never changes.
/// </remarks>
internal static class TwoPersons
{
    /// <summary>Goes no further when the caller's key made the proposer's, or was made by it, straight or by keys in between.</summary>
    /// <exception cref="ProblemException">It did, or was.</exception>
    public static void Require(int proposer, ApiCaller caller)
    {
        if (proposer == caller.Key.Number || !caller.Api.Keys.AreOfOneLine(proposer, caller.Key.Number))
            return; // the same key is for the record to refuse, which then says so

        var other = caller.Api.Keys.Keys.First(key => key.Number == proposer);
        var (made, maker) = other.Number < caller.Key.Number ? (caller.Key, other) : (other, caller.Key);
        var kind = RefusalKinds.Of((int)HostReason.SamePerson);
        throw new ProblemException(
            new(kind.Code)
            {
                Kind = kind,
                Field = "proposal",
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"the key {made.Id} ({made.Label}) comes from the key {maker.Id} ({maker.Label}), so that one person may have both."
                ),
            }
        );
    }
}
