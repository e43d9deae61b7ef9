namespace Plimsoll.Kernels.Bench;

/// <summary>One case in one round.</summary>
internal readonly record struct Sample(int Round, string Unit, double Low, double Middle, double High, string Columns);
