using Plimsoll.Instruments;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Options;

/// <summary>All options of one underlying on one venue at one time.</summary>
/// <param name="Venue">Whose quotes they are.</param>
/// <param name="Underlying">The coin.</param>
/// <param name="AtMs">Milliseconds since 1970 UTC.</param>
/// <param name="Options">In the order of the file.</param>
public sealed record ChainSnapshot(string Venue, string Underlying, long AtMs, IReadOnlyList<QuotedOption> Options)
{
    /// <summary>Rows left out, in the order of the file: those of this chain, and those that do not say of which chain they are.</summary>
    public IReadOnlyList<DroppedRow> Dropped { get; init; } = [];

    /// <summary>The moment.</summary>
    public Timestamp At => Timestamp.FromMilliseconds(AtMs);

    /// <summary>The middle of the indices stated beside the quotes; NaN when none is.</summary>
    public double IndexPrice
    {
        get
        {
            var stated = Options.Select(option => option.IndexPrice).Where(price => price > 0).Order().ToArray();
            return stated.Length == 0 ? double.NaN : stated[stated.Length / 2];
        }
    }

    /// <summary>The options of each expiry, by time.</summary>
    public IReadOnlyList<IReadOnlyList<QuotedOption>> Expiries =>
        [.. Options.GroupBy(option => option.ExpiryMs).OrderBy(expiry => expiry.Key).Select(expiry => expiry.ToArray())];

    /// <summary>What a fit of the surface takes.</summary>
    /// <param name="premium">Inverse for premiums in coin, linear for premiums in the quote currency.</param>
    public IReadOnlyList<OptionChain> Chains(Payoff premium) =>
        [
            .. Expiries.Select(expiry => new OptionChain(
                Timestamp.FromMilliseconds(expiry[0].ExpiryMs),
                premium,
                double.NaN,
                [.. expiry.Select(option => new OptionQuote(option.Type, option.Strike, option.Bid, option.Ask, option.Forward))]
            )),
        ];
}
