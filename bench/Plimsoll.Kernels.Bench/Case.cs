namespace Plimsoll.Kernels.Bench;

/// <summary>One thing to be measured.</summary>
/// <param name="Name">What a comparison names it by: subject, variant, language.</param>
/// <param name="Unit">Of the rate: what is done in a second.</param>
/// <param name="Work">How many of those one run does.</param>
/// <param name="Run">Does it.</param>
internal sealed record Case(string Name, string Unit, double Work, Action Run);
