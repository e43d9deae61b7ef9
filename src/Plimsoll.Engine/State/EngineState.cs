using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>All that the engine knows. Changed by <c>Evolve</c> alone, one event at a time; everything else only reads.</summary>
internal sealed partial class EngineState
{
    /// <summary>The longest time that counts between two ticks.</summary>
    public static readonly Duration MaxElapsed = Duration.FromMinutes(10);

    public required VenueParameters Venue { get; set; }

    public int ParametersVersion { get; set; }

    public long Sequence { get; set; }

    public Timestamp Now { get; set; }

    /// <summary>The stamp of the latest tick; never before the first.</summary>
    public Timestamp Tick { get; set; } = Timestamp.Never;

    /// <summary>Time between the latest two ticks, at most <see cref="MaxElapsed"/>.</summary>
    public Duration Elapsed { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>When the pause ends by itself; the latest one's, when there is none now.</summary>
    public Timestamp PausedUntil { get; set; }

    public Timestamp GraceUntil { get; set; }

    public MarketView Market { get; init; } = new();

    /// <summary>Who may be below the line; null for a full scan, and in a follower. Derived, no part of the state.</summary>
    public CertificateIndex? Certificates { get; set; }

    public List<IndexRow> Indices { get; } = [];

    public List<InstrumentRow> Instruments { get; } = [];

    public List<AccountRow> Accounts { get; } = [];

    /// <summary>Schemes of portfolio margin; the first has number 1.</summary>
    public List<PortfolioScheme> Schemes { get; } = [];

    /// <summary>Accounts under such a scheme, ascending: time alone moves what they need.</summary>
    public List<AccountId> PortfolioAccounts { get; } = [];

    /// <summary>How many accounts are in each condition, but for those in the first. Derived, no part of the state.</summary>
    public int[] NotHealthy { get; } = new int[Enum.GetValues<AccountCondition>().Length];

    public SortedList<int, ScheduledChange> Schedule { get; } = [];

    public int NextTicket { get; set; } = 1;

    public long NextOrder { get; set; } = 1;

    public Dictionary<OrderId, OrderRow> Orders { get; } = [];

    /// <summary>The engine's own orders, ascending: those that can time out.</summary>
    public LiquidationOrders LiquidationOrders => field ??= new(Orders);

    public TradeLog Trades { get; } = new();

    /// <summary>The insurance fund of each asset; -1 where there is none.</summary>
    public int[] FundOfAsset { get; } = CreateFundTable();

    public AccountRow Account(AccountId account) => Accounts[account.Value];

    public bool IsKnown(AccountId account) => account.Value >= 0 && account.Value < Accounts.Count;

    public bool IsKnown(AssetId asset) => asset.Value < Market.AssetCount;

    public bool IsKnown(InstrumentId instrument) => instrument.Value < Instruments.Count;

    public bool IsKnown(IndexId index) => index.Value < Indices.Count;

    public bool IsKnown(SchemeId scheme) => scheme.Value <= Schemes.Count;

    /// <summary>The scheme of an account; null under standard margin.</summary>
    public PortfolioScheme? SchemeOf(AccountRow account) => account.Scheme == SchemeId.Standard ? null : Schemes[account.Scheme.Value - 1];

    public InstrumentRow Instrument(InstrumentId instrument) => Instruments[instrument.Value];

    public IndexRow Index(IndexId index) => Indices[index.Value];

    public AccountRow? FundOf(AssetId asset) => FundOfAsset[asset.Value] < 0 ? null : Accounts[FundOfAsset[asset.Value]];

    /// <summary>Whether a position in the instrument could be valued: it has a mark, and its settlement asset a price. Spot has no positions.</summary>
    public bool IsValued(InstrumentRow instrument) =>
        instrument.Parameters.Kind == InstrumentKind.Spot
        || (instrument.Mark.IsPositive && Market.Asset(instrument.Parameters.SettlementAsset).HasPrice);

    /// <summary>The account that margins a position of <paramref name="account"/> in an instrument.</summary>
    public AccountRow UnitOf(AccountRow account, InstrumentId instrument)
    {
        foreach (var link in account.Isolated)
        {
            if (link.Instrument == instrument && link.Mode == MarginMode.Isolated)
            {
                return Account(link.Account);
            }
        }

        return account;
    }

    /// <summary>Whether a quantity's value stays carryable at a price and at any price that may come.</summary>
    public static bool FitsScale(InstrumentRow instrument, Quantity quantity, Price price) =>
        quantity.Abs() <= instrument.MaxPosition && ScaleLimits.Fits(instrument.Contract, quantity, price);

    public void Evolve(in CommandAccepted accepted)
    {
        (Sequence, Now) = (accepted.Sequence, accepted.At);
        ClosedOrders.Clear();
    }

    public void Evolve(in ClockAdvanced advanced)
    {
        var from = Tick == Timestamp.Never ? advanced.At : Tick;
        Elapsed = advanced.At - from < MaxElapsed ? advanced.At - from : MaxElapsed;
        foreach (var instrument in Instruments)
        {
            instrument.Accrue(from, advanced.At, Index(instrument.Parameters.Underlying).Price);
        }

        foreach (var index in Indices)
        {
            index.ShiftMarks(advanced.At);
        }

        Tick = advanced.At;
    }

    /// <summary>Whether the pause still stands for a command of this stamp: one that has lasted its longest ends with the next command that is accepted.</summary>
    public bool IsPausedAt(Timestamp at) => IsPaused && at < PausedUntil;

    public void Evolve(in VenuePaused paused)
    {
        IsPaused = true;
        PausedUntil = paused.Until;
        GraceUntil = paused.At;
    }

    public void Evolve(in VenueResumed resumed)
    {
        IsPaused = false;
        GraceUntil = resumed.GraceUntil;
    }

    private static int[] CreateFundTable()
    {
        var table = new int[AssetId.Limit];
        Array.Fill(table, -1);
        return table;
    }
}
