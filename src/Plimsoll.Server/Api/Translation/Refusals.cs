using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Problems of translation.</summary>
internal static class Refusals
{
    public static ProblemException Null() => new(new(ProblemCode.BadValue) { Field = "$", Detail = "expected a value, found null." });

    public static ProblemException Bad(string field, string detail, string? advice = null) =>
        new(
            new(ProblemCode.BadValue)
            {
                Field = field,
                Detail = detail,
                Advice = advice,
            }
        );

    /// <summary>Something is named that is not there.</summary>
    public static ProblemException Unknown(string field, string what, string name, string? advice = null) =>
        new(
            new(ProblemCode.NotFound)
            {
                Field = field,
                Detail = $"there is no {what} {name}.",
                Advice = advice,
            }
        );
}
