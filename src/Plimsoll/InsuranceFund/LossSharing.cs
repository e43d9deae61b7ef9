namespace Plimsoll.InsuranceFund;

/// <summary>What was collected from losers and paid to winners.</summary>
/// <param name="Collected">From losers and the pool; equal to the sum of the payouts.</param>
/// <param name="Payouts">To each winner, in the order given.</param>
/// <param name="Pool">The insurance pool afterwards.</param>
public sealed record LossSharing(decimal Collected, IReadOnlyList<decimal> Payouts, decimal Pool);
