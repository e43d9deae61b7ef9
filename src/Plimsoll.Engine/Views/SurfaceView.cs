using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>The volatility surface of one index, as it was set.</summary>
/// <param name="At">When it was set.</param>
/// <param name="IndexPrice">The index price at that moment, against which its forwards are measured.</param>
/// <param name="Slices">Its expiries, by time; none while there is no surface.</param>
public sealed record SurfaceView(Timestamp At, Price IndexPrice, IReadOnlyList<SurfaceSlice> Slices);
