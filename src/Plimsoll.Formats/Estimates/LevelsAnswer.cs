using Plimsoll.Formats.Answers;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>Between which levels an account stands, and what would be moved.</summary>
internal static class LevelsAnswer
{
    /// <summary>Adds the levels to what is said of an account; nothing where the model has none.</summary>
    /// <param name="answer">What is said of the account.</param>
    /// <param name="venue">The venue, for its numeraire.</param>
    /// <param name="factors">The levels as multiples of maintenance margin.</param>
    /// <param name="margin">Where the account stands.</param>
    /// <param name="isLiquidated">Whether it is below its line.</param>
    public static Answer AddTo(Answer answer, VenueView venue, LevelFactors? factors, AccountMargin margin, bool isLiquidated)
    {
        if (factors is null)
        {
            return answer;
        }

        var levels = FourLevelMargin.Of((decimal)margin.MaintenanceMargin.Units, factors);
        var (search, initial, release) = (Of(levels.Search), Of(levels.Initial), Of(levels.Release));
        var isBelow = margin.Equity < search;
        var zone =
            isLiquidated ? "distressed"
            : isBelow ? "search"
            : margin.Equity < release || margin.MaintenanceMargin.IsZero ? "hold"
            : "release";
        return answer
            .With("search_level", venue.Number(search), venue.Numeraire)
            .With("initial_level", venue.Number(initial), venue.Numeraire)
            .With("release_level", venue.Number(release), venue.Numeraire)
            .With("zone", zone)
            .With("to_add", zone == "search" ? venue.Number(initial - margin.Equity) : 0, venue.Numeraire)
            .With("to_release", zone == "release" ? venue.Number(margin.Equity - initial) : 0, venue.Numeraire);
    }

    private static Money Of(decimal units) => new((Int128)units);
}
