namespace Plimsoll.Simulation.Backtests;

/// <summary>One book under all models.</summary>
/// <param name="Name">What is held.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="TimesMs">When each tested period ended, milliseconds since the epoch.</param>
/// <param name="Losses">What was lost in it, as a share of notional; negative for a gain.</param>
/// <param name="Models">The models, in the order asked for.</param>
public sealed record BookBacktest(
    string Name,
    BookKind Kind,
    IReadOnlyList<long> TimesMs,
    double[] Losses,
    IReadOnlyList<ModelBacktest> Models
);
