using System.Globalization;
using Plimsoll.Host.Stream;

namespace Plimsoll.Server.Problems;

/// <summary>How it is told that events are not kept or cannot be read: what is missing, and where to go on. The same for every question.</summary>
internal static class GoneEvents
{
    public static Problem Of(EventsGoneException gone) =>
        new(ProblemCode.Gone)
        {
            Detail = Text(
                $"events of the records {gone.Before + 1} to {gone.First - 1} cannot be read; the next that can is {gone.First}."
            ),
            Advice = Text($"Go on with from={gone.First}{(gone.Before > 0 ? $", or with to={gone.Before} for what lies before" : "")}."),
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
