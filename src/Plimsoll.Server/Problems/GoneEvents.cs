using System.Globalization;
using Plimsoll.Host.Stream;

namespace Plimsoll.Server.Problems;

/// <summary>How it is told that events are not kept or cannot be read: what is missing, and where to go on. The same for every question.</summary>
internal static class GoneEvents
{
    /// <summary>For questions that take numbers of records.</summary>
    public static Problem Of(EventsGoneException gone) =>
        Of(gone, Text($"Go on with from={gone.First}{(gone.Before > 0 ? $", or with to={gone.Before} for what lies before" : "")}."));

    /// <summary>For questions whose pages are found by <c>after</c> alone.</summary>
    public static Problem OfPages(EventsGoneException gone, bool isNewestFirst) =>
        Of(gone, Text($"Go on with after={(isNewestFirst ? gone.Before + 1 : gone.First - 1)}.")) with
        {
            Field = "after",
        };

    private static Problem Of(EventsGoneException gone, string advice) =>
        new(ProblemCode.Gone)
        {
            Detail = Text(
                $"events of the records {gone.Before + 1} to {gone.First - 1} cannot be read; the next that can is {gone.First}."
            ),
            Advice = advice,
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
