namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>The options of one expiry, and what they are priced with.</summary>
/// <param name="Seconds">Time to expiry, not negative.</param>
/// <param name="Forward">The expiry's own forward, above zero.</param>
/// <param name="Options">The options.</param>
public sealed record OptionExpiryBook(double Seconds, double Forward, IReadOnlyList<BookOption> Options)
{
    /// <summary>Interest rate of a year; below zero it counts as zero.</summary>
    public double Rate { get; init; }

    /// <summary>The part of the forward that is fixed already, because the delivery price is an average that has begun; null to take it from the model's averaging window.</summary>
    public double? FixedForward { get; init; }

    /// <summary>How sure forward, rate and volatilities are: the least of them, from 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Years to expiry, of 365 days.</summary>
    public double Years => Seconds / RiskBook.SecondsOfYear;
}
