namespace Plimsoll.Margin.Options;

/// <summary>A contribution to margin at both levels, in the account's favour above zero.</summary>
/// <param name="Initial">For opening.</param>
/// <param name="Maintenance">For keeping.</param>
public readonly record struct MarginPair(decimal Initial, decimal Maintenance)
{
    /// <summary>Adds level by level.</summary>
    public static MarginPair operator +(MarginPair left, MarginPair right) => Add(left, right);

    /// <summary>Adds level by level.</summary>
    public static MarginPair Add(MarginPair left, MarginPair right) =>
        new(left.Initial + right.Initial, left.Maintenance + right.Maintenance);

    /// <summary>The better for the account, level by level.</summary>
    public static MarginPair Better(MarginPair left, MarginPair right) =>
        new(Math.Max(left.Initial, right.Initial), Math.Max(left.Maintenance, right.Maintenance));
}
