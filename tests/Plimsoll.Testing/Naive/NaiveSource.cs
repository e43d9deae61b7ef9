using System.Numerics;
using Plimsoll.Engine.Marking;

namespace Plimsoll.Testing.Naive;

/// <summary>One source of an index: every quote it ever gave, and its state at the last refresh.</summary>
internal sealed class NaiveSource
{
    public SourceState State { get; set; }

    /// <summary>Since when a dropped source passes all rows.</summary>
    public long? GoodSince { get; set; }

    public List<(long Time, BigInteger Bid, BigInteger Ask)> Quotes { get; } = [];

    public static BigInteger Mid(BigInteger bid, BigInteger ask) => Ratio.Of(bid + ask, 2).Floor();
}
