using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Testing.Naive;

/// <summary>All that is known of one account.</summary>
internal sealed class NaiveAccount
{
    public required int Id { get; init; }

    public required int Owner { get; init; }

    public required AccountKind Kind { get; init; }

    /// <summary>For an isolated account the account it belongs to.</summary>
    public int? Parent { get; init; }

    /// <summary>For an isolated account its instrument.</summary>
    public int? Instrument { get; init; }

    /// <summary>For an insurance fund its asset.</summary>
    public int? FundAsset { get; init; }

    public AccountStatus Status { get; set; }

    /// <summary>The scheme of portfolio margin, or zero.</summary>
    public int Scheme { get; set; }

    /// <summary>As last decided, while no liquidation goes on.</summary>
    public AccountCondition Decided { get; set; }

    public HoldReason Hold { get; set; }

    public long HeldUntil { get; set; }

    public NaiveLiquidation? Liquidation { get; set; }

    public Dictionary<int, BigInteger> Balances { get; } = [];

    public SortedDictionary<int, NaivePosition> Positions { get; } = [];

    /// <summary>Chosen leverage by instrument, in hundredths.</summary>
    public Dictionary<int, int> Leverages { get; } = [];

    /// <summary>Instruments in isolated mode.</summary>
    public HashSet<int> IsolatedModes { get; } = [];

    /// <summary>Isolated accounts by instrument, whether in use or not.</summary>
    public Dictionary<int, int> IsolatedAccounts { get; } = [];

    public AccountCondition Condition => Liquidation is null ? Decided : AccountCondition.InLiquidation;

    public bool IsStopped => Condition is AccountCondition.InLiquidation or AccountCondition.Held;

    public bool IsTrader => Kind is AccountKind.User or AccountKind.MarketMaker;

    public bool HoldsPositions => Kind != AccountKind.Venue;

    /// <summary>Users, isolated accounts and funds stand against a line; market makers and the venue's accounts do not.</summary>
    public bool HasLine => Kind is AccountKind.User or AccountKind.Isolated or AccountKind.InsuranceFund;

    public BigInteger Balance(int asset) => Balances.GetValueOrDefault(asset);

    public BigInteger Quantity(int instrument) => Positions.GetValueOrDefault(instrument).Quantity;
}
