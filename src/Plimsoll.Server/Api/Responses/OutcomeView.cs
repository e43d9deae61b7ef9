using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>What became of a request that took effect. It is durable.</summary>
/// <param name="Sequence">Its record in the journal; events of it carry the same number.</param>
/// <param name="Time">The record's time.</param>
/// <param name="Id">The number of what came of it: an order, an account, a scheduled change, a proposal; null for none, as for what is listed, which is known by its symbol.</param>
/// <param name="IsRepeat">Whether this was answered before, to the same idempotency key.</param>
public sealed record OutcomeView(long Sequence, TimeText Time, string? Id, bool IsRepeat)
{
    /// <summary>The view of an outcome that took effect.</summary>
    /// <exception cref="ProblemException">It did not.</exception>
    internal static OutcomeView Of(in Outcome outcome, VenueApi api)
    {
        if (!outcome.IsAccepted)
            throw new ProblemException(OutcomeProblems.Of(outcome, api.Translator));

        var id = outcome.Created == 0 ? null : outcome.Created.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new(outcome.Sequence, new(outcome.At), id, outcome.IsRepeat);
    }
}
