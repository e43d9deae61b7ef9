namespace Plimsoll.Margin;

/// <summary>Listens to nothing.</summary>
public readonly struct NoExplanation : IExplanationSink
{
    /// <inheritdoc/>
    public static bool IsListening => false;

    /// <inheritdoc/>
    public void Add(in EquityTerm term) { }

    /// <inheritdoc/>
    public void Add(in RequirementTerm term) { }
}
