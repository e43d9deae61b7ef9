using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Comparisons;

/// <summary>The same portfolio under the rules of several venues.</summary>
public static class VenueComparison
{
    private const string NotModelled = "not modelled: its file holds rules beside margin, and no margin tables";

    /// <summary>Puts a portfolio before every model of a catalog that says something of margin.</summary>
    /// <param name="catalog">The models.</param>
    /// <param name="home">The model in whose symbols the portfolio is written.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <exception cref="DocumentException">The home model says nothing of margin, so that it has no symbols either.</exception>
    /// <returns>A row for each model: figures, or the reason why there are none; the home model first.</returns>
    public static IReadOnlyList<ComparedVenue> Of(ModelCatalog catalog, Model home, Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(portfolio);
        if (home.Margin is null)
        {
            throw Estimate.WithoutMargin(home);
        }

        var others = catalog
            .Names.Where(name => name != home.Name)
            .Select(name => catalog.Find(name, portfolio.At) ?? catalog.Find(name))
            .OfType<Model>();
        return [.. others.Prepend(home).Select(model => Row(model, home, portfolio))];
    }

    private static ComparedVenue Row(Model model, Model home, Portfolio portfolio)
    {
        if (model.Margin is null)
        {
            return ComparedVenue.Without(model, NotModelled);
        }

        var mapping = new PortfolioMapping(home, model);
        try
        {
            var mapped = ReferenceEquals(model, home) ? portfolio : mapping.Map(portfolio);
            if (mapped is null)
            {
                return ComparedVenue.Without(model, mapping.Reason);
            }

            var answer = Estimate.Of(model, mapped with { Facts = new Dictionary<string, MappingNode>(StringComparer.Ordinal) });
            var notes = ReferenceEquals(model, home)
                ? PortfolioNotes.Of(model, mapped, answer)
                : PortfolioNotes.Elsewhere(model, mapped, answer);
            return new(model, "", [.. mapping.Notes, .. notes], answer, mapped);
        }
        catch (DocumentException exception)
        {
            return ComparedVenue.Without(model, exception.Faults[0].Message);
        }
        catch (Exception exception) when (exception is OverflowException or DivideByZeroException)
        {
            return ComparedVenue.Without(model, "the portfolio's numbers are too large, or too small, to be put in its terms");
        }
    }
}
