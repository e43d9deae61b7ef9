namespace Plimsoll.Margin.Health;

/// <summary>Scales weights of a token once the venue as a whole holds or owes more of it than a market could take up.</summary>
/// <remarks>Source: Mango v4, Bank: the initial asset weight falls with start ÷ deposits, the initial liability weight rises with borrows ÷ start.</remarks>
public static class CrowdingScale
{
    /// <summary>Share of the asset weight that is left: 1 up to the start, so that what all deposits count for stays constant beyond it.</summary>
    /// <param name="deposits">Value of all deposits of the token, zero or more.</param>
    /// <param name="start">Value from which the weight falls, above zero; null for never.</param>
    public static decimal OfDeposits(decimal deposits, decimal? start) => start is { } from && deposits > from ? from / deposits : 1;

    /// <summary>Multiple of the liability weight: 1 up to the start.</summary>
    /// <param name="borrows">Value of all debts in the token, zero or more.</param>
    /// <param name="start">Value from which the weight rises, above zero; null for never.</param>
    public static decimal OfBorrows(decimal borrows, decimal? start) => start is { } from && borrows > from ? borrows / from : 1;
}
