namespace Plimsoll.Liquidation;

/// <summary>How accounts are closed out.</summary>
/// <param name="FeeRate">Fee on the notional closed at oracle prices, as a share.</param>
/// <param name="Buffer">By how much equity shall exceed maintenance afterwards, as a share of maintenance.</param>
/// <param name="SizeDecimals">Decimals of sizes; what is closed is rounded up to them.</param>
/// <param name="IsSolventDeleveragedAtOracle">Whether the winners of a solvent account's deleveraging get the oracle price, not the account's bankruptcy price.</param>
public sealed record CloseOutTerms(decimal FeeRate, decimal Buffer, int SizeDecimals, bool IsSolventDeleveragedAtOracle);
