using System.Globalization;
using System.Text.Json;
using Plimsoll.Engine;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Refusals of engine and host as problems: the same number and name, the field as the API spells it, and how to mend it.</summary>
internal static class OutcomeProblems
{
    public static Problem Of(in Outcome outcome, Translator translator)
    {
        var kind = RefusalKinds.Of(outcome.Code);
        return new((ProblemCode)outcome.Code)
        {
            Kind = kind,
            Sequence = outcome.Sequence == 0 ? null : outcome.Sequence,
            IsRepeat = outcome.IsRepeat,
            Field = outcome.Field is null ? null : FieldOf(outcome.Field),
            Detail = outcome.Shortfall.Units == 0 ? null : Short(outcome, translator),
            RetryAfterSeconds = (HostReason)outcome.Code is HostReason.Busy or HostReason.JournalUnavailable or HostReason.OutcomeUnknown
                ? 1
                : null,
        };
    }

    /// <summary>The engine names members of commands; the API has the same ones, spelled its way.</summary>
    public static string FieldOf(string field) =>
        field switch
        {
            "Quantity" => "amount",
            "LimitPrice" => "price",
            _ => string.Join('.', field.Split('.').Select(part => JsonNamingPolicy.SnakeCaseLower.ConvertName(part))),
        };

    private static string Short(in Outcome outcome, Translator translator) =>
        outcome.Code == (int)RejectReason.InsufficientMargin
            ? $"short by {translator.Text(outcome.Shortfall)} in the numeraire."
            : string.Create(CultureInfo.InvariantCulture, $"short by {outcome.Shortfall.Units} of the asset's smallest units.");
}
