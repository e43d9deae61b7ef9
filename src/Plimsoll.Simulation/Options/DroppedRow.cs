namespace Plimsoll.Simulation.Options;

/// <summary>A row of a file of option chains that was left out.</summary>
/// <param name="Line">Its line in the file, the header being 1; zero where it is not known.</param>
/// <param name="Reason">What was expected and what was found.</param>
public sealed record DroppedRow(long Line, string Reason);
