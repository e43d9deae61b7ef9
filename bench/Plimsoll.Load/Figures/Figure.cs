namespace Plimsoll.Load.Figures;

/// <summary>One line of the result.</summary>
/// <param name="Name">What was measured; unique.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Target">What it is held to; null when it is only told.</param>
/// <param name="IsMost">Whether the target is the most that it may be, not the least.</param>
/// <param name="Min">The least of the rounds; null where there was one.</param>
/// <param name="Max">The largest of the rounds.</param>
/// <param name="Note">What else is to be known.</param>
internal sealed record Figure(
    string Name,
    double Value,
    string Unit,
    double? Target = null,
    bool IsMost = true,
    double? Min = null,
    double? Max = null,
    string? Note = null
)
{
    /// <summary>Whether it holds; true where nothing is asked.</summary>
    public bool IsMet => Target is not { } target || (IsMost ? Value <= target : Value >= target);

    /// <summary>The median of rounds, with the least and the largest.</summary>
    public static Figure OfRounds(
        string name,
        IReadOnlyCollection<double> rounds,
        string unit,
        double? target = null,
        bool isMost = true,
        string? note = null
    ) => new(name, Spread.Median(rounds), unit, target, isMost, rounds.Min(), rounds.Max(), note);
}
