using System.Globalization;
using System.Text.Json;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Refusals of engine and host as problems: the same number and name, the field as the API spells it, and how to mend it.</summary>
internal static class OutcomeProblems
{
    public static Problem Of(in Outcome outcome, Translator translator)
    {
        var kind = RefusalKinds.Of(outcome.Code);
        long? waiting = outcome is { Code: (int)HostReason.ProposalWaits, Created: > 0 } ? outcome.Created : null;
        return new((ProblemCode)outcome.Code)
        {
            Kind = kind,
            Sequence = outcome.Sequence == 0 ? null : outcome.Sequence,
            IsRepeat = outcome.IsRepeat,
            Field = outcome.Field is null ? null : FieldOf(outcome.Field),
            Detail =
                outcome.Shortfall.Units != 0
                    ? $"short by {translator.Text(outcome.Shortfall, outcome.ShortOf)} {translator.SymbolOf(outcome.ShortOf)}."
                : waiting is { } proposal ? translator.Waiting(proposal)
                : null,
            Advice = waiting is { } number
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"GET /api/v1/proposals shows what it changes. Have it approved (POST /api/v1/proposals/{number}/approve) or withdraw it (POST /api/v1/proposals/{number}/withdraw), then propose anew."
                )
                : null,
            RetryAfterSeconds = (HostReason)outcome.Code is HostReason.Busy or HostReason.JournalUnavailable or HostReason.OutcomeUnknown
                ? 1
                : null,
        };
    }

    /// <summary>The same, with what the instrument permits where the request was off it.</summary>
    /// <param name="outcome">What became of the request.</param>
    /// <param name="entry">The request.</param>
    /// <param name="api">What it was asked of.</param>
    public static Problem Of(in Outcome outcome, in HostEntry entry, VenueApi api)
    {
        var problem = Of(outcome, api.Translator);
        return GridLimits.Speaks(outcome)
            ? api.Host.Read((problem, outcome, entry), static (machine, it) => GridLimits.Tell(it.problem, it.outcome, it.entry, machine))
            : problem;
    }

    /// <summary>The engine names members of commands; the API has the same ones, spelled its way.</summary>
    public static string FieldOf(string field) =>
        string.Join(
            '.',
            field
                .Split('.')
                .Select(part =>
                    part switch
                    {
                        "Order" => "order_id",
                        "Quantity" => "amount",
                        "LimitPrice" => "price",
                        "Subject" => "proposal",
                        "Ticket" => "change",
                        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(part),
                    }
                )
        );
}
