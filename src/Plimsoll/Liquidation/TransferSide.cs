using System.Numerics;

namespace Plimsoll.Liquidation;

/// <summary>One side of the exchange of a debt for collateral, in <see cref="ShortageUnits"/>.</summary>
/// <param name="Decimals">Decimals of the token.</param>
/// <param name="Price">Oracle price, above zero.</param>
/// <param name="Multiplier">What of the price counts in the exchange: above one for collateral, below one for a debt, by the liquidator's fee; in millionths, above zero.</param>
/// <param name="Weight">Margin weight; zero where it does not matter.</param>
public sealed record TransferSide(int Decimals, BigInteger Price, BigInteger Multiplier, BigInteger Weight);
