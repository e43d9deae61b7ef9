namespace Plimsoll.AutoDeleveraging;

/// <summary>A position that may be closed against a bankrupt one.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Quantity">How much of it there is, not negative.</param>
/// <param name="Score">Its score; the highest is closed first, null last.</param>
public sealed record AdlCandidate(string Id, decimal Quantity, decimal? Score);
