namespace Plimsoll.Marking;

/// <summary>One input of a composite price.</summary>
/// <param name="Price">Its last value; null or zero when it has none.</param>
/// <param name="Weight">Its weight, not negative.</param>
/// <param name="Age">Time since it was updated, not negative.</param>
/// <param name="Tolerance">The largest age at which it still counts.</param>
public sealed record PriceSource(decimal? Price, decimal Weight, decimal Age, decimal Tolerance)
{
    /// <summary>Whether it counts: an age equal to the tolerance does.</summary>
    public bool IsFresh => Price is > 0 && Age <= Tolerance;
}
