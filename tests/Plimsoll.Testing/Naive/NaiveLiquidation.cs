using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>A liquidation that is going on.</summary>
internal sealed class NaiveLiquidation
{
    /// <summary>The liquidation order that is out, or null.</summary>
    public long? Order { get; set; }

    public bool IsRecalled { get; set; }

    /// <summary>Whether the book left something of the last order: the next lots go to the fund.</summary>
    public bool HasBookRefused { get; set; }

    /// <summary>Who was deleveraged of late, in order, with what each may have to give up.</summary>
    public List<(int Account, int Asset, BigInteger Limit)> Winners { get; } = [];
}
