namespace Plimsoll.Formats.Documents;

/// <summary>Where something stands in a file.</summary>
/// <param name="Line">The line, from 1; 0 when it comes from no file.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct SourcePlace(int Line, int Column);
