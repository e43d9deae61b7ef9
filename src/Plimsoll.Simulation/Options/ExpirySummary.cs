using Plimsoll.Surfaces;

namespace Plimsoll.Simulation.Options;

/// <summary>One expiry of a fitted surface in figures. Volatilities are fractions, premiums in the chain's unit.</summary>
/// <param name="Fit">The fit itself.</param>
/// <param name="Options">The rows that were read, in the order of the fit's readings.</param>
/// <param name="AtTheMoney">Volatility at the forward.</param>
/// <param name="Skew">Its slope there: volatility per unit of log-moneyness.</param>
/// <param name="ForwardBasis">The fitted forward over the venue's middle one, less one; NaN when the venue states none.</param>
/// <param name="Quoted">Arbitrage among this expiry's quotes, and from it to the next.</param>
/// <param name="Fitted">The same on the surface.</param>
/// <param name="VenueRms">Root of the mean square of the fit less the venue's mark volatility, over the strikes that were fitted; NaN without marks.</param>
/// <param name="VenueMost">The largest distance.</param>
/// <param name="VenuePriceRms">Root of the mean square of mark less the venue's mark, as premiums, over all options with one.</param>
/// <param name="VenuePriceMost">The largest distance.</param>
public sealed record ExpirySummary(
    SliceFit Fit,
    IReadOnlyList<QuotedOption> Options,
    double AtTheMoney,
    double Skew,
    double ForwardBasis,
    ArbitrageCount Quoted,
    ArbitrageCount Fitted,
    double VenueRms,
    double VenueMost,
    double VenuePriceRms,
    double VenuePriceMost
)
{
    /// <summary>A forward further away than this share from the venue's, or from the line between its neighbours', is to be doubted.</summary>
    public const double ForwardTolerance = 0.02;

    /// <summary>The fitted forward over what the expiries before and after it (or the index) say by a constant carry between them, less one; NaN where one of them is missing.</summary>
    public double ForwardToNeighbours { get; init; } = double.NaN;

    /// <summary>Whether somebody contradicts the forward.</summary>
    public bool IsForwardDoubtful => Math.Abs(ForwardBasis) > ForwardTolerance || Math.Abs(ForwardToNeighbours) > ForwardTolerance;

    /// <summary>Quotes dropped: expired, crossed, without volatility, outliers and bad numbers. Empty rows are not quotes.</summary>
    public int Dropped => Fit.Readings.Count(reading => reading.Use > QuoteUse.NoQuote);

    internal static ExpirySummary Of(SliceFit fit, SliceFit? next, IReadOnlyList<QuotedOption> options)
    {
        var (volatilities, prices, stated) = (new Distances(), new Distances(), new List<double>());
        for (var i = 0; i < options.Count; i++)
        {
            var reading = fit.Readings[i];
            prices.Add(reading.Mark - options[i].Mark);
            if (reading.Use == QuoteUse.Used)
            {
                volatilities.Add(reading.Volatility - options[i].MarkVolatility);
            }

            if (options[i].Forward > 0)
            {
                stated.Add(options[i].Forward);
            }
        }

        stated.Sort();
        const double Step = 1e-4;
        var atTheMoney = fit.Volatility(0);
        return new(
            fit,
            options,
            atTheMoney,
            (fit.Volatility(Step) - fit.Volatility(-Step)) / (2 * Step),
            stated.Count == 0 ? double.NaN : (fit.Forward.Forward / stated[stated.Count / 2]) - 1,
            StaticArbitrage.Count(fit, next, isFitted: false),
            StaticArbitrage.Count(fit, next, isFitted: true),
            volatilities.Rms,
            volatilities.Most,
            prices.Rms,
            prices.Most
        );
    }

    private sealed class Distances
    {
        private int _count;
        private double _squares;
        private double _most;

        public double Rms => _count == 0 ? double.NaN : Math.Sqrt(_squares / _count);

        public double Most => _count == 0 ? double.NaN : _most;

        public void Add(double distance)
        {
            if (double.IsNaN(distance))
                return;

            _count++;
            _squares += distance * distance;
            _most = Math.Max(_most, Math.Abs(distance));
        }
    }
}
