using System.Numerics;
using Plimsoll.Marking;
using Plimsoll.Surfaces;

namespace Plimsoll.Testing.Naive;

/// <summary>All that is known of one index.</summary>
internal sealed class NaiveIndex(IndexParameters parameters)
{
    public IndexParameters Parameters { get; set; } = parameters;

    public List<NaiveSource> Sources { get; } = [.. parameters.Sources.Select(_ => new NaiveSource())];

    /// <summary>The index price; zero when there is none.</summary>
    public BigInteger Price { get; set; }

    /// <summary>Whether the last refresh found no live source.</summary>
    public bool HasNoSource { get; set; }

    public long NoSourceUntil { get; set; }

    public (BigInteger Price, long Time) OlderMark { get; set; }

    public (BigInteger Price, long Time) NewerMark { get; set; }

    public bool IsWindowOpen { get; set; }

    public long WindowUntil { get; set; }

    public BigInteger WindowReference { get; set; }

    public bool IsWindowDisarmed { get; set; }

    /// <summary>Since which refresh the condition has been absent, while the window is disarmed.</summary>
    public long? CalmSince { get; set; }

    /// <summary>The volatility surface, with the moment and the index price at which it was set; null before the first.</summary>
    public (long At, BigInteger Price, List<SurfaceSlice> Slices)? Surface { get; set; }

    /// <summary>Each price with the tick that set or kept it.</summary>
    public List<(long Time, BigInteger Price)> History { get; } = [];
}
