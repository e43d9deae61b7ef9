using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>What the options of an expiry are priced with, as a value: so that arrays filled at every tick leave nothing behind.</summary>
/// <param name="Seconds">Time to expiry, not negative.</param>
/// <param name="Forward">The expiry's own forward, above zero.</param>
/// <param name="Rate">Interest rate of a year.</param>
/// <param name="FixedForward">The part of the forward that is fixed already; null to take it from the model.</param>
internal readonly record struct ExpiryPoint(double Seconds, double Forward, double Rate, double? FixedForward)
{
    /// <summary>Years to expiry, of 365 days.</summary>
    public double Years => Seconds / RiskBook.SecondsOfYear;

    public static implicit operator ExpiryPoint(OptionExpiryBook expiry) =>
        new(expiry.Seconds, expiry.Forward, expiry.Rate, expiry.FixedForward);
}
