using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Comparisons;

/// <summary>A portfolio under one venue's rules.</summary>
/// <param name="Model">The model.</param>
/// <param name="Reason">Why there are no figures; empty when there are.</param>
/// <param name="Notes">What had to be put otherwise to hold the portfolio there: another symbol, another collateral.</param>
/// <param name="Answer">The figures; null when there are none.</param>
/// <param name="Portfolio">The portfolio in the venue's own symbols; null when it has none for it.</param>
public sealed record ComparedVenue(Model Model, string Reason, IReadOnlyList<string> Notes, Answer? Answer, Portfolio? Portfolio)
{
    /// <summary>The figures of everything together: the cross account, with its isolated positions if it has any.</summary>
    public Answer? Whole => (Answer?)(Answer?["total"] ?? Answer?["account"]);

    /// <summary>The figures of one of the portfolio's positions; null when there are none.</summary>
    /// <param name="place">Its place in the portfolio; the answer has isolated positions after the others.</param>
    public Answer? PositionAt(int place)
    {
        if (Portfolio is null || Answer?["positions"] is not Answer positions)
        {
            return null;
        }

        // Where positions in one instrument are margined as one, they stand under its name.
        if (positions.Parts.Count != Portfolio.Positions.Count)
        {
            return (Answer?)positions[Portfolio.Positions[place].Instrument];
        }

        var order = Enumerable.Range(0, Portfolio.Positions.Count).OrderBy(each => Portfolio.Positions[each].IsIsolated).ToList();
        return (Answer)positions.Parts[order.IndexOf(place)].Value;
    }

    /// <summary>Whether a position is an option, which has no liquidation price of its own.</summary>
    public bool IsOption(int place) =>
        Portfolio is not null && Model.Margin?.Find(Portfolio.Positions[place].Instrument)?.Option is not null;

    /// <summary>A venue that cannot hold the portfolio.</summary>
    public static ComparedVenue Without(Model model, string reason) => new(model, reason, [], null, null);
}
