using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Replaces the volatility surface of an index, by which its options are marked from now on.</summary>
/// <param name="At">When; the moment that total variance is counted from.</param>
/// <param name="Index">The index.</param>
/// <param name="Slices">One to <see cref="MaxSlices"/> expiries, rising, all after <paramref name="At"/>. What is not among them is forgotten.</param>
public sealed record SetSurface(Timestamp At, IndexId Index, ReadOnlyMemory<SurfaceSlice> Slices) : Command(At)
{
    /// <summary>The most expiries that a surface has.</summary>
    public const int MaxSlices = 64;
}
