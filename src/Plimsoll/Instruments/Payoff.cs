namespace Plimsoll.Instruments;

/// <summary>How a position's value depends on the price. Numbers are wire format.</summary>
public enum Payoff : byte
{
    /// <summary>value = quantity · multiplier · price, settled in the quote asset.</summary>
    Linear = 1,

    /// <summary>value = −quantity · multiplier ÷ price, settled in the base asset; the multiplier is the face in the quote asset.</summary>
    Inverse = 2,

    /// <summary>value = quantity · multiplier · price, settled in a third asset at a fixed conversion that the multiplier carries.</summary>
    Quanto = 3,
}
