namespace Plimsoll.Margin.ValueAtRisk.Procyclicality;

/// <summary>A buffer on top of margin that is used up while margin rises, so that the requirement rises later and less.</summary>
/// <remarks>
/// <para>M = max(m, min((1 + b) m, (1 + b) reference)). While margin is at or below its reference the buffer is full; above it the requirement stands still until margin has eaten the buffer;
/// from there it is margin itself, never less. Continuous, never falling in margin, and filled again by the same rule.</para>
/// <para>Source: Commission Delegated Regulation (EU) 153/2013, article 28(1)(a), a buffer of at least 25 % to be exhausted when margins rise significantly; the reference and so the release are the product's own rule.
/// docs/spec/0018-value-at-risk.md (VARR-050). Pure.</para>
/// </remarks>
public static class MarginBuffer
{
    /// <summary>The share that the regulation asks for.</summary>
    public const double UsualShare = 0.25;

    /// <summary>The requirement with its buffer.</summary>
    /// <param name="margin">m ≥ 0.</param>
    /// <param name="reference">The margin up to which the buffer stays full, such as its mean over a year; not negative.</param>
    /// <param name="share">b ≥ 0.</param>
    public static double Apply(double margin, double reference, double share = UsualShare)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegative(reference);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        return Math.Max(margin, (1 + share) * Math.Min(margin, reference));
    }
}
