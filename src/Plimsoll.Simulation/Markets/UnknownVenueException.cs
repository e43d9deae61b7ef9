namespace Plimsoll.Simulation.Markets;

/// <summary>The mark rule names a venue or market that the files do not hold.</summary>
public sealed class UnknownVenueException : Exception
{
    /// <summary>Names what was asked for and what there is.</summary>
    public UnknownVenueException(string asked, IReadOnlyList<string> known)
        : base($"The files hold no usable prices of \"{asked}\". There are: {string.Join(", ", known)}.")
    {
        Asked = asked;
        Known = known;
    }

    /// <summary>What was asked for.</summary>
    public string Asked { get; }

    /// <summary>What there is: venues, and their markets.</summary>
    public IReadOnlyList<string> Known { get; }
}
