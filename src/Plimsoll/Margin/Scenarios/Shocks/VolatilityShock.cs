using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;

namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>By how much volatilities move: more for options that end soon.</summary>
/// <remarks>
/// term = (reference ÷ max(days, floor))^p, p the short power up to the reference and the long one beyond. Up: σ · (1 + max(up · term, least shock)), at least
/// the floor for shocked volatilities; down: σ · max(0, 1 − down · term). In points instead of shares: σ + max(up · term, least shock) and max(0, σ − down · term).
/// Source: Derive v2 PMRMLib_2 (floor of the volatility); Paradex portfolio margin (floor of the shock); Deribit's older portfolio margin (in points).
/// </remarks>
/// <param name="Up">Share, or points, not negative.</param>
/// <param name="Down">Share, or points, not negative.</param>
public sealed record VolatilityShock(double Up, double Down)
{
    /// <summary>Power of the term up to the reference days.</summary>
    public double ShortPower { get; init; }

    /// <summary>Power of the term beyond them.</summary>
    public double LongPower { get; init; }

    /// <summary>Days below which the term is that of so many days.</summary>
    public double FloorDays { get; init; }

    /// <summary>Days at which the term is one.</summary>
    public double ReferenceDays { get; init; } = 30;

    /// <summary>The least volatility after a move up.</summary>
    public double LeastUp { get; init; }

    /// <summary>The least shock upward, in the unit of <see cref="Up"/>: what the term leaves of it, but no less. Not negative.</summary>
    public double LeastUpShock { get; init; }

    /// <summary>Whether moves are points of volatility rather than shares of it.</summary>
    public bool IsInPoints { get; init; }

    /// <summary>Whether exactly the reference days still take the short power.</summary>
    public bool IsReferenceShort { get; init; } = true;

    /// <summary>The multiple of the shock at a time to expiry.</summary>
    /// <param name="seconds">Time to expiry, not negative.</param>
    public double Term(double seconds)
    {
        var reference = ReferenceDays * RiskBook.SecondsOfDay;
        var isShort = seconds < reference || (IsReferenceShort && seconds == reference);
        var power = isShort ? ShortPower : LongPower;
        var time = Math.Max(seconds, FloorDays * RiskBook.SecondsOfDay);
        // At expiry itself without a floor nothing is left that volatility could move; one second keeps the power finite.
        return power == 0 ? 1 : DeterministicMath.Pow(reference / Math.Max(time, 1), power);
    }

    /// <summary>A volatility after the move.</summary>
    /// <param name="volatility">Before, not negative.</param>
    /// <param name="move">Up, down or none; a turn of the skew is <see cref="SkewShock"/>'s.</param>
    /// <param name="term">What <see cref="Term"/> says.</param>
    public double Shocked(double volatility, VolatilityMove move, double term) =>
        move switch
        {
            VolatilityMove.Up => Math.Max(LeastUp, Raised(volatility, Math.Max(LeastUpShock, Up * term))),
            VolatilityMove.Down => IsInPoints ? Math.Max(0, volatility - (Down * term)) : volatility * Math.Max(0, 1 - (Down * term)),
            _ => volatility,
        };

    private double Raised(double volatility, double shock) => IsInPoints ? volatility + shock : volatility * (1 + shock);
}
