namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>One side of one price of a certificate.</summary>
/// <param name="Price">The last price at which it holds, in the price's units.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Version">Of which certificate: a newer one makes it void.</param>
internal readonly record struct PriceTrigger(long Price, int Account, int Version);
