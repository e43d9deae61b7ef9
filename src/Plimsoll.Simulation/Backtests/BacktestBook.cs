using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Volatility;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Simulation.Backtests;

/// <summary>A book held anew in every period at a notional of one, so that margins and losses are shares of notional.</summary>
/// <remarks>
/// Entry <c>i</c> of every array of forecasts is made of moves before <c>i</c> alone (from <see cref="EwmaVolatility.SeedLength"/> on): what a margin at <c>i</c> may know.
/// A short straddle is priced by Black-76 at a volatility that no market quoted: the EWMA forecast, which stands in for implied volatility. It lacks the premium of implied over realised
/// volatility and the skew, and moves only after the price has.
/// </remarks>
internal sealed class BacktestBook
{
    /// <summary>A straddle's time to expiry when it is sold.</summary>
    public const double OptionYears = 30.0 / 365;

    private const double LeastVolatility = 1e-6;
    private readonly double[] _hedge;
    private readonly double _stepYears;

    private BacktestBook(string name, BookKind kind, long[] times, double[][] moves, double[][] forecasts, double[] hedge, double stepYears)
    {
        (Name, Kind, TimesMs, Moves, Forecasts) = (name, kind, times, moves, forecasts);
        (_hedge, _stepYears) = (hedge, stepYears);
    }

    /// <summary>The coins whose prices are factors, in the order of the factors.</summary>
    public required string[] Coins { get; init; }

    /// <summary>Of each of them the price before each move.</summary>
    public required double[][] Prices { get; init; }

    public string Name { get; }

    public BookKind Kind { get; }

    /// <summary>When each move ended.</summary>
    public long[] TimesMs { get; }

    /// <summary>The moves of each risk factor.</summary>
    public double[][] Moves { get; }

    /// <summary>For each factor the EWMA volatility forecast before each move, and one more.</summary>
    public double[][] Forecasts { get; }

    public int Count => TimesMs.Length;

    /// <summary>How many legs are positions in their own right, for schemes that add up positions.</summary>
    public int Factors => Moves.Length;

    public double StepYears => _stepYears;

    public long StepMs => (long)Math.Round(_stepYears * 365 * 86_400_000);

    public static BacktestBook OfCoin(PeriodSeries series, BookKind kind, double decay, double stepYears)
    {
        double[][] moves = [series.Moves];
        var name = kind == BookKind.LongSpot ? $"long {series.Label}" : $"short {series.Label}";
        return new(name, kind, [.. series.TimesMs], moves, ForecastsOf(moves, decay), [], stepYears)
        {
            Coins = [series.Coin],
            Prices = [series.Prices],
        };
    }

    public static BacktestBook OfStraddle(PeriodSeries series, double decay, double stepYears)
    {
        var price = EwmaVolatility.Forecasts(series.Moves, decay);
        var volatility = new double[series.Moves.Length];
        for (var i = 0; i < volatility.Length; i++)
        {
            volatility[i] = DeterministicMath.Log(Kept(price[i + 1]) / Kept(price[i]));
        }

        double[][] moves = [series.Moves, volatility];
        double[][] forecasts = [price, EwmaVolatility.Forecasts(volatility, decay)];
        return new($"short straddle {series.Label}", BookKind.ShortVolatility, [.. series.TimesMs], moves, forecasts, [], stepYears)
        {
            Coins = [series.Coin],
            Prices = [series.Prices],
        };
    }

    /// <summary>On the periods that both have.</summary>
    public static BacktestBook OfPair(PeriodSeries series, PeriodSeries main, double decay, double stepYears)
    {
        var (times, left, right) = (new List<long>(), new List<double>(), new List<double>());
        var (leftPrices, rightPrices) = (new List<double>(), new List<double>());
        for (int i = 0, k = 0; i < series.Moves.Length && k < main.Moves.Length; )
        {
            var order = series.TimesMs[i].CompareTo(main.TimesMs[k]);
            if (order == 0)
            {
                times.Add(series.TimesMs[i]);
                left.Add(series.Moves[i]);
                right.Add(main.Moves[k]);
                leftPrices.Add(series.Prices[i]);
                rightPrices.Add(main.Prices[k]);
            }

            (i, k) = (order <= 0 ? i + 1 : i, order >= 0 ? k + 1 : k);
        }

        double[][] moves =
        [
            [.. left],
            [.. right],
        ];
        var isEmpty = times.Count == 0;
        return new(
            $"{series.Label} against {main.Label}",
            BookKind.Hedged,
            [.. times],
            moves,
            isEmpty ? [.. moves] : ForecastsOf(moves, decay),
            isEmpty ? [] : HedgesOf(moves, decay),
            stepYears
        )
        {
            Coins = [series.Coin, main.Coin],
            Prices =
            [
                [.. leftPrices],
                [.. rightPrices],
            ],
        };
    }

    /// <summary>What is held while move <paramref name="at"/> happens, chosen before it.</summary>
    public IReadOnlyList<RiskPosition> Positions(int at)
    {
        switch (Kind)
        {
            case BookKind.LongSpot:
                return [new(1, 0, 1)];
            case BookKind.ShortSpot:
                return [new(-1, 0, 1)];
            case BookKind.Hedged:
                return [new(1, 0, 1), new(-_hedge[at], 1, 1)];
            default:
                var volatility = Kept(Forecasts[0][at]) / Math.Sqrt(_stepYears);
                return
                [
                    new(-1, 0, 1, new(OptionType.Call, 1, OptionYears, volatility, VolatilityFactor: 1)),
                    new(-1, 0, 1, new(OptionType.Put, 1, OptionYears, volatility, VolatilityFactor: 1)),
                ];
        }
    }

    /// <summary>What the book lost in a period, as a share of its notional.</summary>
    public double Loss(int at)
    {
        Span<double> moves = stackalloc double[Factors];
        for (var factor = 0; factor < moves.Length; factor++)
        {
            moves[factor] = Moves[factor][at];
        }

        var loss = 0.0;
        foreach (var position in Positions(at))
        {
            loss += position.Loss(moves, _stepYears);
        }

        return loss;
    }

    private static double[][] ForecastsOf(double[][] moves, double decay) =>
        [.. moves.Select(each => each.Length == 0 ? [] : EwmaVolatility.Forecasts(each, decay))];

    /// <summary>Covariance over variance, both decaying as the forecasts do.</summary>
    private static double[] HedgesOf(double[][] moves, double decay)
    {
        var seed = Math.Min(EwmaVolatility.SeedLength, moves[0].Length);
        var (covariance, variance) = (0.0, 0.0);
        for (var i = 0; i < seed; i++)
        {
            covariance += moves[0][i] * moves[1][i] / seed;
            variance += moves[1][i] * moves[1][i] / seed;
        }

        var hedges = new double[moves[0].Length + 1];
        for (var i = 0; i < hedges.Length; i++)
        {
            hedges[i] = variance > 0 ? covariance / variance : 0;
            if (i < moves[0].Length)
            {
                covariance = (decay * covariance) + ((1 - decay) * moves[0][i] * moves[1][i]);
                variance = (decay * variance) + ((1 - decay) * moves[1][i] * moves[1][i]);
            }
        }

        return hedges;
    }

    private static double Kept(double volatility) => Math.Max(LeastVolatility, volatility);
}
