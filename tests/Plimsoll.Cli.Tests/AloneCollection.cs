namespace Plimsoll.Cli.Tests;

/// <summary>Tests that touch what the whole process shares, such as the files that are being written: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
