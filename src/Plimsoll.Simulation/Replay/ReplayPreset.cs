using Plimsoll.Simulation.Books;
using Plimsoll.Simulation.Population;

namespace Plimsoll.Simulation.Replay;

/// <summary>A named world: who trades, and how deep the book is.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Description">What it is for, in a line.</param>
/// <param name="Population">The traders and the fund.</param>
/// <param name="Liquidity">The makers' book.</param>
public sealed record ReplayPreset(string Name, string Description, PopulationParameters Population, LiquidityParameters Liquidity)
{
    /// <summary>The name, also where a default is shown.</summary>
    public override string ToString() => Name;

    /// <summary>The defaults, each with its source or called an assumption.</summary>
    public static ReplayPreset Standard { get; } =
        new("standard", "a venue of 2020 with the book and the leverage that are documented", new(), new());

    /// <summary>Too much leverage, too thin a book, too small a fund: book, fund, deleveraging and loss sharing are all needed.</summary>
    public static ReplayPreset Stress { get; } =
        new(
            "stress",
            "a thin book, a small fund and high leverage, so that deleveraging and loss sharing are needed too",
            new()
            {
                LeverageMedian = 18,
                LeverageSigma = 0.7,
                LongShare = 0.66,
                FundShare = 0.0004,
                AtStartShare = 0.35,
                CrossShare = 0.75,
            },
            new()
            {
                DepthMultiple = 0.15,
                LeastDepth = 0.005,
                MakerCapitalShare = 1,
            }
        );

    /// <summary>All presets, in the order in which they are listed.</summary>
    public static IReadOnlyList<ReplayPreset> All { get; } = [Standard, Stress];

    /// <summary>The preset of a name, or null.</summary>
    public static ReplayPreset? Find(string name) =>
        All.FirstOrDefault(preset => string.Equals(preset.Name, name, StringComparison.OrdinalIgnoreCase));
}
