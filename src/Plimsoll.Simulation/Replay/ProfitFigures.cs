namespace Plimsoll.Simulation.Replay;

/// <summary>Who won and who lost, in dollars at the last prices: all that came in and did not leave is somebody's, so the parts add up to zero.</summary>
/// <param name="Users">Users, isolated positions included.</param>
/// <param name="Makers">Market makers.</param>
/// <param name="InsuranceFund">The insurance fund, without what was paid into it.</param>
/// <param name="Fees">Trading fees, to the venue.</param>
/// <param name="Conversion">Collateral that the venue bought at a discount from who could not pay in dollars.</param>
/// <param name="Remainders">Remainders of pro-rata payments.</param>
/// <param name="BadDebt">What nobody paid, below zero: the loss stays here.</param>
public sealed record ProfitFigures(
    decimal Users,
    decimal Makers,
    decimal InsuranceFund,
    decimal Fees,
    decimal Conversion,
    decimal Remainders,
    decimal BadDebt
)
{
    /// <summary>Zero, when nothing was lost on the way.</summary>
    public decimal Sum => Users + Makers + InsuranceFund + Fees + Conversion + Remainders + BadDebt;

    /// <summary>Each part with its name.</summary>
    public IEnumerable<(string Name, decimal Amount)> Parts =>
        [
            ("users", Users),
            ("makers", Makers),
            ("insurance fund", InsuranceFund),
            ("trading fees", Fees),
            ("collateral bought", Conversion),
            ("remainders", Remainders),
            ("bad debt", BadDebt),
        ];
}
