namespace Plimsoll.Conformance;

/// <summary>A vector and the files it is written as.</summary>
/// <param name="Result">The vector and what became of it.</param>
/// <param name="ModelFile">Its model.</param>
/// <param name="PortfolioFile">Its portfolio, which names that model.</param>
public sealed record ExportedVector(VectorResult Result, string ModelFile, string PortfolioFile);
