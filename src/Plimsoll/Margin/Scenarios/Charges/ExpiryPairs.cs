namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What expiries hedge of one another: each with the nearest in time first, whose forward and volatility move most alike.</summary>
internal static class ExpiryPairs
{
    /// <summary>Pairs of expiries of opposite signs, in order of their distance; ties go to the earlier expiry.</summary>
    /// <param name="expiries">Time to expiry and net amount of each, in order of time. Pairing takes from the amounts; what nobody hedges is left over.</param>
    /// <returns>The amount that is hedged, not negative, and the seconds between the two.</returns>
    public static IEnumerable<(double Hedged, double Seconds)> Nearest((double Seconds, double Amount)[] expiries)
    {
        var pairs =
            from near in Enumerable.Range(0, expiries.Length)
            from far in Enumerable.Range(near + 1, expiries.Length - near - 1)
            orderby expiries[far].Seconds - expiries[near].Seconds, near
            select (near, far);
        foreach (var (near, far) in pairs)
        {
            if (expiries[near].Amount * expiries[far].Amount >= 0)
                continue;

            var hedged = Math.Min(Math.Abs(expiries[near].Amount), Math.Abs(expiries[far].Amount));
            expiries[near].Amount -= Math.CopySign(hedged, expiries[near].Amount);
            expiries[far].Amount -= Math.CopySign(hedged, expiries[far].Amount);
            yield return (hedged, expiries[far].Seconds - expiries[near].Seconds);
        }
    }
}
