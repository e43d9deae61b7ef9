namespace Plimsoll.InsuranceFund;

/// <summary>A party that has to pay, with what it can pay from, in units of the asset.</summary>
/// <param name="Due">What it owes, not negative.</param>
/// <param name="Margin">Taken first.</param>
/// <param name="General">Taken second; zero where the position stands alone.</param>
/// <param name="Bond">Taken third.</param>
public sealed record LossMaker(decimal Due, decimal Margin, decimal General = 0, decimal Bond = 0);
