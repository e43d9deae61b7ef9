using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>Equity and margins of every unit against the price of each underlying, by the moves of <c>plimsoll stress</c>.</summary>
/// <param name="Curves">One for each unit and underlying that touch each other.</param>
/// <param name="Reason">Why there are none, or fewer; null where there is nothing to say.</param>
internal sealed record AccountCurves(IReadOnlyList<UnitCurve> Curves, string? Reason)
{
    /// <summary>Falls and rises of that much are shown.</summary>
    public const decimal Reach = 0.3m;

    private const int StepsEachWay = 30;
    private const int MostUnderlyings = 12;

    private static readonly AccountCurves None = new([], null);

    /// <summary>The curves of an account.</summary>
    /// <param name="picture">The account.</param>
    /// <param name="centres">Prices that the axes have in their middle, by underlying; null for those of the account itself.</param>
    public static AccountCurves Of(AccountPicture picture, IReadOnlyDictionary<string, decimal>? centres = null)
    {
        if (picture.Units.Count == 0)
        {
            return None;
        }

        try
        {
            var stress = new PortfolioStress(picture.Model, picture.Portfolio);
            var curves = new List<UnitCurve>();
            foreach (var place in Order(stress).Take(MostUnderlyings))
            {
                var underlying = stress.Underlyings[place];
                var price = PriceOf(picture, underlying);
                var scale = price is { } own && centres?.TryGetValue(underlying, out var centre) == true ? centre / own : 1;
                curves.AddRange(Of(picture, stress, place, price, scale));
            }

            return new(curves, Words(picture, stress));
        }
        catch (DocumentException exception)
        {
            return new([], exception.Faults[0].Message);
        }
    }

    /// <summary>Prices now, for the axes of another portfolio's curves.</summary>
    public IReadOnlyDictionary<string, decimal> Centres =>
        Curves
            .Where(curve => curve.Price is not null)
            .DistinctBy(curve => curve.Underlying, StringComparer.Ordinal)
            .ToDictionary(curve => curve.Underlying, curve => curve.Price!.Value, StringComparer.Ordinal);

    private static IEnumerable<UnitCurve> Of(AccountPicture picture, PortfolioStress stress, int underlying, decimal? price, decimal scale)
    {
        var moves = Enumerable.Range(-StepsEachWay, (2 * StepsEachWay) + 1).Select(step => Reach * step / StepsEachWay).ToArray();
        var standings = moves.Select(move => stress.Units(stress.Alone(underlying, ((1 + move) * scale) - 1))).ToArray();
        for (var unit = 0; unit < picture.Units.Count; unit++)
        {
            var figures = standings.Where(each => each is not null).Select(each => each![unit].Figures).ToArray();
            if (figures.All(each => each == figures[0]))
            {
                continue; // what moves is nothing to this unit
            }

            var edge = stress.EdgeOf(unit, underlying);
            yield return new(
                picture.Units[unit].Name,
                stress.Underlyings[underlying],
                price,
                [.. moves.Zip(standings, (move, each) => (move, each?[unit]))],
                OnAxis(edge.Fall, scale),
                OnAxis(edge.Rise, scale),
                (1 / scale) - 1
            );
        }
    }

    /// <summary>Places of underlyings, those first that a move of either way changes most; in their own order where all are drawn.</summary>
    private static IEnumerable<int> Order(PortfolioStress stress)
    {
        var places = Enumerable.Range(0, stress.Underlyings.Count);
        return stress.Underlyings.Count <= MostUnderlyings ? places : places.OrderByDescending(Effect);

        decimal Effect(int place) => Math.Max(Math.Abs(Profit(place, -Reach)), Math.Abs(Profit(place, Reach)));

        decimal Profit(int place, decimal move) => stress.After(stress.Alone(place, move))?.Profit ?? 0;
    }

    private static decimal? OnAxis(decimal? share, decimal scale) => ((1 + share) / scale) - 1;

    /// <summary>Its index where there is one; else the mark of what is held on it.</summary>
    private static decimal? PriceOf(AccountPicture picture, string underlying)
    {
        var market = picture.Portfolio.Market;
        var quote = market.GetValueOrDefault(underlying);
        var marks =
            from position in picture.Portfolio.Positions
            where picture.Model.Margin!.Find(position.Instrument) is { Option: null } listing && listing.Underlying == underlying
            select market.GetValueOrDefault(position.Instrument)?.Mark;
        return quote?.Index ?? quote?.Mark ?? marks.FirstOrDefault(mark => mark is not null);
    }

    private static string? Words(AccountPicture picture, PortfolioStress stress) =>
        stress.Underlyings.Count > MostUnderlyings
            ? $"of {stress.Underlyings.Count} underlyings the {MostUnderlyings} that move the account most are drawn"
        : stress.HasUnknown ? $"where a line ends, a position has become larger than {picture.Model.Title} is known to allow or to margin"
        : null;
}
