namespace Plimsoll.Margin.Liquidity;

/// <summary>How long closing takes when it may only be a share of what is traded.</summary>
/// <remarks>docs/spec/0019-liquidity.md (LVAR-010). Pure; does not allocate.</remarks>
public static class LiquidationTime
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Days: |quantity| ÷ (participation · daily volume).</summary>
    /// <param name="quantity">Units.</param>
    /// <param name="dailyVolume">Units traded in a day, above zero.</param>
    /// <param name="participation">The share of the volume that closing may be, above 0 and at most 1.</param>
    public static double Days(double quantity, double dailyVolume, double participation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dailyVolume);
        if (!(participation > 0 && participation <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(participation),
                participation,
                "Expected a share above 0 and at most 1, such as 0.1."
            );

        return Math.Abs(quantity) / (participation * dailyVolume);
    }

    /// <summary>The same in seconds.</summary>
    public static double Seconds(double quantity, double dailyVolume, double participation) =>
        Days(quantity, dailyVolume, participation) * SecondsPerDay;
}
