namespace Plimsoll.Kernels.Bench;

/// <summary>What is measured in one process.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Summary">What it is, in a line.</param>
/// <param name="Create">Builds it; told whether it should be quick.</param>
internal sealed record Group(string Name, string Summary, Func<bool, CaseGroup> Create);
