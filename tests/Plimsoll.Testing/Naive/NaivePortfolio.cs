using System.Numerics;
using Plimsoll.Engine.Accounts;
using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Testing.Naive;

/// <summary>A copy of what an account holds, so that a rule can ask "what if" without touching the account.</summary>
internal sealed class NaivePortfolio
{
    public required Dictionary<int, BigInteger> Balances { get; init; }

    public required SortedDictionary<int, NaivePosition> Positions { get; init; }

    public required List<NaiveOrder> Orders { get; init; }

    public required Dictionary<int, int> Leverages { get; init; }

    /// <summary>The scheme of portfolio margin it is under; null for standard margin.</summary>
    public PortfolioScheme? Scheme { get; init; }

    /// <summary>balance + unrealised profit by asset, where it is not that of balances and positions: after a fill at the mark.</summary>
    public BigInteger[]? Nets { get; set; }

    /// <summary>Whether coins lie beside the positions; not where one position is looked at alone.</summary>
    public bool HasCoins { get; init; } = true;

    public static NaivePortfolio Of(NaiveState state, NaiveAccount account) =>
        new()
        {
            Balances = new(account.Balances),
            Positions = new(account.Positions),
            Orders = [.. state.OrdersOf(account)],
            // A fund is margined without user leverage.
            Leverages = account.Kind == AccountKind.InsuranceFund ? [] : new(account.Leverages),
            Scheme = state.SchemeOf(account),
        };

    public BigInteger Balance(int asset) => Balances.GetValueOrDefault(asset);

    public BigInteger Quantity(int instrument) => Positions.GetValueOrDefault(instrument).Quantity;

    public void Give(int asset, BigInteger amount) => Balances[asset] = Balance(asset) + amount;

    /// <summary>The position after a fill at a value, its cost as the ledger would have it; what that realises is not counted here.</summary>
    public void Fill(int instrument, BigInteger quantity, BigInteger value) =>
        Positions[instrument] = NaiveLedger.Apply(Positions.GetValueOrDefault(instrument), quantity, value).After;
}
