using System.Numerics;

namespace Plimsoll.Liquidation;

/// <summary>How much of a position may be closed at a time.</summary>
/// <param name="MinNotional">Quote units of a position that may always be closed.</param>
/// <param name="MaxSharePpm">Share of the position's notional that may be closed, in parts per million.</param>
/// <param name="AccountRoom">Quote units that may still be closed of the account in this block.</param>
/// <param name="Step">Base units of a lot, above zero.</param>
public sealed record LiquidationLimits(BigInteger MinNotional, BigInteger MaxSharePpm, BigInteger AccountRoom, BigInteger Step);
