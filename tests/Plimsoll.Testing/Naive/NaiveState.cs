using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Testing.Naive;

/// <summary>The whole state of the naive model: lists and dictionaries, nothing derived.</summary>
internal sealed class NaiveState
{
    public NaiveState(VenueParameters venue)
    {
        Venue = venue;
        for (var i = 0; i < AccountId.Reserved; i++)
            OpenAccount(AccountKind.Venue, owner: -1);
    }

    public VenueParameters Venue { get; set; }

    /// <summary>The stamp of the latest command.</summary>
    public long Now { get; set; } = long.MinValue;

    public long? LastTick { get; set; }

    public bool IsPaused { get; set; }

    public long PausedUntil { get; set; } = long.MinValue;

    public long GraceUntil { get; set; } = long.MinValue;

    public List<AssetParameters> Assets { get; } = [];

    public List<NaiveIndex> Indices { get; } = [];

    public List<NaiveInstrument> Instruments { get; } = [];

    /// <summary>Schemes of portfolio margin; the first has number 1.</summary>
    public List<PortfolioScheme> Schemes { get; } = [];

    public List<NaiveAccount> Accounts { get; } = [];

    public SortedDictionary<long, NaiveOrder> Orders { get; } = [];

    public long LastOrder { get; set; }

    public List<NaiveTrade> Trades { get; } = [];

    /// <summary>Liquidation fees charged so far, by account and instrument.</summary>
    public SortedDictionary<(int Account, int Instrument), BigInteger> LiquidationFees { get; } = [];

    /// <summary>Parameter changes that wait for their time.</summary>
    public List<NaiveChange> Changes { get; } = [];

    /// <summary>The number of the latest change.</summary>
    public int LastTicket { get; set; }

    /// <summary>Accounts that the next round decides.</summary>
    public SortedSet<int> Affected { get; } = [];

    public SortedDictionary<NaiveRoute, int> Routes { get; } = [];

    /// <summary>What the latest command did, in words, for a failing test.</summary>
    public List<string> Trace { get; } = [];

    public NaiveAccount OpenAccount(AccountKind kind, int owner, int? parent = null, int? instrument = null, int? fundAsset = null)
    {
        var account = new NaiveAccount
        {
            Id = Accounts.Count,
            Owner = owner,
            Kind = kind,
            Parent = parent,
            Instrument = instrument,
            FundAsset = fundAsset,
        };
        Accounts.Add(account);
        return account;
    }

    public NaiveAccount? FundOf(int asset) => Accounts.FirstOrDefault(account => account.FundAsset == asset);

    public PortfolioScheme? SchemeOf(NaiveAccount account) => account.Scheme == 0 ? null : Schemes[account.Scheme - 1];

    public NaiveAccount? Find(AccountId id) => id.Value >= 0 && id.Value < Accounts.Count ? Accounts[id.Value] : null;

    /// <summary>The account that carries the account's position in the instrument.</summary>
    public NaiveAccount UnitOf(NaiveAccount account, int instrument) =>
        account.IsolatedModes.Contains(instrument) ? Accounts[account.IsolatedAccounts[instrument]] : account;

    public IEnumerable<NaiveOrder> OrdersOf(NaiveAccount account) => Orders.Values.Where(order => order.Account == account.Id);

    public void Affect(Func<NaiveAccount, bool> which) => Affected.UnionWith(Accounts.Where(which).Select(account => account.Id));

    public void Note(NaiveRoute route, string words = "")
    {
        Routes[route] = Routes.GetValueOrDefault(route) + 1;
        Trace.Add($"{route} {words}");
    }

    /// <summary>Moves money; nothing moves when the amount is zero.</summary>
    public void Post(int from, int to, int asset, BigInteger amount)
    {
        if (amount.Sign < 0)
            throw new InvalidOperationException("A posting is never negative.");

        if (amount.IsZero)
            return;

        Accounts[from].Balances[asset] = Accounts[from].Balance(asset) - amount;
        Accounts[to].Balances[asset] = Accounts[to].Balance(asset) + amount;
        Affected.Add(from);
        Affected.Add(to);
        Trace.Add($"post {amount} of {asset}: {from} -> {to}");
    }
}
