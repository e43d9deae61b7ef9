using Plimsoll.Values;

namespace Plimsoll.InsuranceFund;

/// <summary>One insurance pool for each market, and a global one that gets what closed markets leave.</summary>
/// <remarks>The sum of all pools never changes. Source: vegaprotocol/specs 0015-INSR.</remarks>
/// <param name="global">The global pool at the start.</param>
public sealed class InsurancePools(decimal global)
{
    private readonly SortedDictionary<string, decimal> _pools = new(StringComparer.Ordinal);

    /// <summary>The global pool.</summary>
    public decimal Global { get; private set; } = global;

    /// <summary>The markets, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Markets => _pools.Keys;

    /// <summary>A market's pool; zero if it never had one.</summary>
    public decimal this[string market]
    {
        get => _pools.GetValueOrDefault(market);
        set => _pools[market] = value;
    }

    /// <summary>A successor inherits a share of its parent's pool, rounded down.</summary>
    /// <param name="parent">The market that ends.</param>
    /// <param name="successor">The market that follows.</param>
    /// <param name="share">0 to 1.</param>
    public void Inherit(string parent, string successor, decimal share)
    {
        var inherited = ((ExactFraction)this[parent] * share).Floor();
        this[parent] -= inherited;
        this[successor] += inherited;
    }

    /// <summary>A market closes: the rest of its pool goes to the global one.</summary>
    public void Close(string market)
    {
        Global += this[market];
        this[market] = 0;
    }
}
