namespace Plimsoll.Server.Problems;

/// <summary>What is the same for all problems of one code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">Its name, in lower case with underscores.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it is, in a sentence.</param>
/// <param name="Advice">What to do about it, where the problem itself says nothing nearer.</param>
public sealed record ProblemKind(ProblemCode Code, string Name, int Status, string Title, string Advice);
