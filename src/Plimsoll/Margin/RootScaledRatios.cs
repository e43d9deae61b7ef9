using System.Numerics;

namespace Plimsoll.Margin;

/// <summary>Margin ratios that grow with the root of the size, in ten-thousandths of notional.</summary>
/// <param name="Initial">To open.</param>
/// <param name="Maintenance">To keep.</param>
/// <param name="HighLeverageInitial">To open for those who chose high leverage; zero: the market has no such mode.</param>
/// <param name="HighLeverageMaintenance">To keep for those who chose high leverage; zero: the market has no such mode.</param>
/// <param name="SizeFactor">How fast ratios grow with the root of the size, in millionths; zero: they do not.</param>
public sealed record RootScaledRatios(
    BigInteger Initial,
    BigInteger Maintenance,
    BigInteger HighLeverageInitial,
    BigInteger HighLeverageMaintenance,
    BigInteger SizeFactor
)
{
    /// <summary>Whether the market has a mode of high leverage.</summary>
    public bool HasHighLeverage => !HighLeverageInitial.IsZero && !HighLeverageMaintenance.IsZero;

    /// <summary>The ratio of a level before size counts.</summary>
    public BigInteger Of(MarginLevel level, bool isHighLeverage)
    {
        var (initial, maintenance) = isHighLeverage ? (HighLeverageInitial, HighLeverageMaintenance) : (Initial, Maintenance);
        return level switch
        {
            MarginLevel.Initial => initial,
            MarginLevel.Fill => (initial + maintenance) / 2,
            _ => maintenance,
        };
    }
}
