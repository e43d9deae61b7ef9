namespace Plimsoll.Server.Problems;

/// <summary>Ends a request with a problem.</summary>
/// <param name="problem">The problem.</param>
public sealed class ProblemException(Problem problem) : Exception(problem?.Detail ?? problem?.EffectiveKind.Title)
{
    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem ?? throw new ArgumentNullException(nameof(problem));
}
