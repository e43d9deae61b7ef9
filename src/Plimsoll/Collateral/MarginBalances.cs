namespace Plimsoll.Collateral;

/// <summary>The accounts of a party in one market, in units of the asset, none negative.</summary>
/// <param name="Margin">Behind the position and its orders.</param>
/// <param name="General">Free, and searched first.</param>
/// <param name="Bond">A liquidity provider's bond, searched after it.</param>
public sealed record MarginBalances(decimal Margin, decimal General, decimal Bond = 0);
