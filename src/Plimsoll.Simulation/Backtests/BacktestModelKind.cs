using Plimsoll.Simulation.Backtests.Models;
using static Plimsoll.Simulation.Backtests.Models.HistoricalModel;

namespace Plimsoll.Simulation.Backtests;

/// <summary>A margin model that can be tested.</summary>
public sealed class BacktestModelKind
{
    private readonly Func<BacktestSettings, IBacktestModel> _create;

    private BacktestModelKind(string name, string words, Func<BacktestSettings, IBacktestModel> create) =>
        (Name, Words, _create) = (name, words, create);

    /// <summary>All of them, simple ones first.</summary>
    public static IReadOnlyList<BacktestModelKind> All { get; } =
    [
        new("fixed", "a fixed share of the notional of every leg, no offsets", settings => new FixedRateModel(settings)),
        new("span", "worst of sixteen scenarios; scan ranges from the window, reviewed monthly", settings => new ScanModel(settings)),
        new("historical", "historical VaR over the window, all days alike", settings => new HistoricalModel(settings, Treatment.Plain)),
        new(
            "aged",
            "historical VaR, recent days weigh more (0.99 a period)",
            settings => new HistoricalModel(settings, Treatment.AgeWeighted)
        ),
        new("ewma", "historical VaR filtered by EWMA volatility", settings => new HistoricalModel(settings, Treatment.FilteredByEwma)),
        new(
            "garch",
            "historical VaR filtered by GARCH(1,1), fitted anew every 20 periods",
            settings => new HistoricalModel(settings, Treatment.FilteredByGarch)
        ),
        new(
            "normal",
            "parametric VaR, EWMA covariance, normal; options by delta and vega",
            settings => new ParametricModel(settings, null)
        ),
        new(
            "student",
            "parametric VaR, EWMA covariance, Student's t with 4 degrees of freedom",
            settings => new ParametricModel(settings, BacktestSettings.StudentDegrees)
        ),
        new("simulated", "Monte Carlo, Student copula and margins, options valued in full", settings => new SimulatedModel(settings)),
        new(
            "buffered",
            "ewma with a 25 % buffer, released when margin rises",
            settings => new BufferedModel(new HistoricalModel(settings, Treatment.FilteredByEwma))
        ),
        new(
            "floored",
            "ewma, floored by historical VaR over everything so far, looked at every 20 periods",
            settings => new FlooredModel(
                new HistoricalModel(settings, Treatment.FilteredByEwma),
                new HistoricalModel(settings, Treatment.Everything)
            )
        ),
    ];

    /// <summary>What the command line calls it.</summary>
    public string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public string Words { get; }

    /// <summary>The model of a name, or null.</summary>
    public static BacktestModelKind? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    internal IBacktestModel Create(BacktestSettings settings) => _create(settings);
}
