namespace Plimsoll.Load.Load;

/// <summary>How much is measured: what bounds the time that it takes.</summary>
/// <param name="DurableRounds">Alternating rounds of one client's durable command.</param>
/// <param name="CheckRounds">Alternating rounds of the check over HTTP.</param>
/// <param name="CheckSeconds">How long each of those lasts.</param>
/// <param name="Rates">Commands a second of the open loop.</param>
/// <param name="OpenSeconds">How long each rate is held.</param>
/// <param name="Recovered">Commands of the journal that is recovered.</param>
/// <param name="Commands">Commands of a round of throughput, after as many that are not measured.</param>
/// <param name="ThroughputRounds">Rounds of them, with the journal and without.</param>
internal sealed record LoadPlan(
    int DurableRounds,
    int CheckRounds,
    double CheckSeconds,
    IReadOnlyList<int> Rates,
    double OpenSeconds,
    int Recovered,
    int Commands,
    int ThroughputRounds
)
{
    public static LoadPlan Whole { get; } = new(25, 15, 2, [2_000, 5_000, 10_000], 15, 1_000_000, 1_000_000, 5);

    public static LoadPlan Quick { get; } = new(11, 7, 1, [2_000, 5_000], 5, 200_000, 400_000, 3);
}
