using System.Globalization;
using Plimsoll.Formats.Models;
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

    /// <summary>A margin model of a file, or of those that come with the product.</summary>
    /// <param name="model">The model; one with margin.</param>
    /// <param name="given">What the command line calls it: its name or its file.</param>
    /// <exception cref="ArgumentException">It says nothing of margin.</exception>
    public static BacktestModelKind Of(Model model, string given)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Margin is null)
        {
            throw new ArgumentException($"Expected a model with margin; {model.Name} has none.", nameof(model));
        }

        var kind = model.Margin.Portfolio is null ? "standard" : "portfolio";
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Title}, {model.EffectiveFrom:yyyy-MM-dd}: initial {kind} margin of a book worth {ListedModel.Notional:N0} dollars"
        );
        return new(model.Name, words, _ => model.Margin.Portfolio is null ? new StandardModel(model) : new ListedModel(model))
        {
            Given = given,
            IsListed = true,
        };
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What the command line calls it.</summary>
    public string Given
    {
        get => field ?? Name;
        private init;
    }

    /// <summary>Whether it is a margin model of a file: one that may not know every coin.</summary>
    public bool IsListed { get; private init; }

    /// <summary>What it does, in a line.</summary>
    public string Words { get; }

    /// <summary>The model of a name, or null.</summary>
    public static BacktestModelKind? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    internal IBacktestModel Create(BacktestSettings settings) => _create(settings);
}
