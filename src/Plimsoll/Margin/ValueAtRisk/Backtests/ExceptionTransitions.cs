namespace Plimsoll.Margin.ValueAtRisk.Backtests;

/// <summary>How often a period with or without an exception followed one with or without.</summary>
/// <param name="QuietToQuiet">n00: none, then none. Not negative, as all four.</param>
/// <param name="QuietToHit">n01: none, then one.</param>
/// <param name="HitToQuiet">n10: one, then none.</param>
/// <param name="HitToHit">n11: one, then one.</param>
public sealed record ExceptionTransitions(long QuietToQuiet, long QuietToHit, long HitToQuiet, long HitToHit)
{
    /// <summary>Counts the transitions of a series in order of time.</summary>
    public static ExceptionTransitions Of(IReadOnlyList<bool> exceptions)
    {
        ArgumentNullException.ThrowIfNull(exceptions);
        Span<long> counts = stackalloc long[4];
        for (var i = 1; i < exceptions.Count; i++)
        {
            counts[(exceptions[i - 1] ? 2 : 0) + (exceptions[i] ? 1 : 0)]++;
        }

        return new(counts[0], counts[1], counts[2], counts[3]);
    }
}
