namespace Plimsoll.Pricing;

/// <summary>The figures of a portfolio whose positions settle in one currency.</summary>
/// <param name="Net">The sum over positions.</param>
/// <param name="Gross">The sum of magnitudes: what the net hides.</param>
public readonly record struct GreekTotals(CashGreeks Net, CashGreeks Gross)
{
    /// <summary>Adds up, in the order given: the same order gives the same bits.</summary>
    public static GreekTotals Of(ReadOnlySpan<GreekPosition> positions)
    {
        var (net, gross) = (default(CashGreeks), default(CashGreeks));
        foreach (var position in positions)
        {
            var total = position.Total;
            net += total;
            gross += new CashGreeks(
                Math.Abs(total.Value),
                Math.Abs(total.Delta),
                Math.Abs(total.Gamma),
                Math.Abs(total.Vega),
                Math.Abs(total.Theta),
                Math.Abs(total.Rho),
                Math.Abs(total.Vanna),
                Math.Abs(total.Volga)
            );
        }

        return new(net, gross);
    }
}
