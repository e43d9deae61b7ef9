namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Rates that grow with an amount: each slice at its own rate, or the whole at the rate of the step it lies in.</summary>
/// <param name="Steps">Upper bound, itself included, and rate; bounds rise and the last is infinite.</param>
/// <param name="IsProgressive">Whether each slice has its own rate.</param>
public sealed record AmountLadder(IReadOnlyList<(double UpTo, double Rate)> Steps, bool IsProgressive)
{
    /// <summary>An amount, not negative, times its rate.</summary>
    public double Of(double amount)
    {
        var (sum, floor) = (0.0, 0.0);
        foreach (var (upTo, rate) in Steps)
        {
            if (!IsProgressive)
            {
                if (amount <= upTo)
                    return amount * rate;

                continue;
            }

            sum += Math.Max(0, Math.Min(amount, upTo) - floor) * rate;
            floor = upTo;
        }

        return sum;
    }
}
