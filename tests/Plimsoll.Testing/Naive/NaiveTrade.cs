using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>A trade as it was booked, so that it can be undone.</summary>
internal sealed class NaiveTrade
{
    public required long Id { get; init; }

    public required int Instrument { get; init; }

    /// <summary>What the taker received.</summary>
    public required BigInteger Quantity { get; init; }

    public required BigInteger Price { get; init; }

    /// <summary>What the taker paid for it, signed like the quantity for linear.</summary>
    public required BigInteger Value { get; init; }

    public required int Taker { get; init; }

    public required int Maker { get; init; }

    /// <summary>What the taker paid, and to whom.</summary>
    public BigInteger TakerFee { get; set; }

    public int TakerFeeTo { get; set; }

    /// <summary>What the maker paid; below zero a rebate.</summary>
    public BigInteger MakerFee { get; set; }

    public bool IsBusted { get; set; }
}
