using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>The margin engine as the specification reads, and nothing else: whole numbers of any size, every account looked at anew. Slow and plain on purpose.</summary>
/// <remarks>Written from docs/spec alone, so that the fast engine has an opinion to be compared with.</remarks>
public sealed class NaiveEngine
{
    /// <summary>The first of January 2200, in nanoseconds since 1970.</summary>
    private const long EndOfTime = 7_258_118_400_000_000_000;

    /// <summary>Opens a venue.</summary>
    public NaiveEngine(VenueParameters venue) => State = new(venue);

    /// <summary>How often each way through the rules was taken.</summary>
    public IReadOnlyDictionary<NaiveRoute, int> Routes => State.Routes;

    /// <summary>What the latest command did, in words.</summary>
    public IReadOnlyList<string> Trace => State.Trace;

    internal NaiveState State { get; }

    /// <summary>Applies a command, or refuses it and changes nothing.</summary>
    public RejectReason Apply(Command command)
    {
        State.Trace.Clear();
        if (command.At.Nanoseconds < State.Now)
            return RejectReason.TimeBeforePrevious;

        if (command.At.Nanoseconds >= EndOfTime)
            return RejectReason.TimeOutOfRange;

        var before = (State.Now, State.IsPaused, State.GraceUntil);
        State.Now = command.At.Nanoseconds;
        var isRunOut = State.IsPaused && State.Now >= State.PausedUntil;
        if (isRunOut)
            (State.IsPaused, State.GraceUntil) = (false, Times.Later(State.Now, State.Venue.PauseGrace));

        var reason = Handle(command);
        if (reason != RejectReason.None)
        {
            (State.Now, State.IsPaused, State.GraceUntil) = before;
            return reason;
        }

        if (isRunOut)
        {
            State.Note(NaiveRoute.PauseRanOut, $"{State.PausedUntil}");
            State.Affect(_ => true);
        }

        NaiveSolvency.Settle(State);

        return reason;
    }

    /// <summary>Equity, NLV, initial and maintenance margin of an account, in the numeraire.</summary>
    public (BigInteger Equity, BigInteger NetLiquidationValue, BigInteger InitialMargin, BigInteger MaintenanceMargin) MarginOf(
        AccountId account
    )
    {
        var found = State.Accounts[account.Value];
        return (
            NaiveMargin.Equity(State, found),
            NaiveMargin.NetLiquidationValue(State, found),
            NaiveMargin.Initial(State, found),
            NaiveMargin.Maintenance(State, found)
        );
    }

    /// <summary>The most of an asset that may leave an account now.</summary>
    public BigInteger Withdrawable(AccountId account, AssetId asset) =>
        NaiveMargin.Withdrawable(State, State.Accounts[account.Value], asset.Value);

    /// <summary>Whether an order would be accepted now; changes nothing.</summary>
    public bool WouldAccept(PlaceOrder order) => NaiveOrders.Check(State, order).Reason == RejectReason.None;

    private RejectReason Handle(Command command) =>
        command switch
        {
            SubmitQuotes quotes => NaiveTick.Submit(State, quotes),
            AdvanceTime => NaiveTick.Advance(State),
            SetSurface surface => NaiveSurface.Set(State, surface),
            ListAsset listing => NaiveListing.List(State, listing.Parameters),
            ListIndex listing => NaiveListing.List(State, listing.Parameters),
            ListInstrument listing => NaiveListing.List(State, listing.Parameters),
            ChangeVenue change => NaiveChanges.Change(State, change),
            ChangeAsset change => NaiveChanges.Change(State, change),
            ChangeIndex change => NaiveChanges.Change(State, change),
            ChangeInstrument change => NaiveChanges.Change(State, change),
            ListScheme listing => NaiveSchemes.List(State, listing.Parameters),
            WithdrawChange withdraw => NaiveChanges.Withdraw(State, withdraw),
            ChangeScheme change => NaiveChanges.Change(State, change),
            _ => HandleVenue(command),
        };

    private RejectReason HandleVenue(Command command) =>
        command switch
        {
            PauseVenue => NaiveVenue.Pause(State),
            ResumeVenue => NaiveVenue.Resume(State),
            HaltInstrument halt => NaiveVenue.Halt(State, halt),
            ResumeInstrument resume => NaiveVenue.Resume(State, resume),
            ProposeMarkOverride proposal => NaiveVenue.Propose(State, proposal),
            ApproveMarkOverride approval => NaiveVenue.Approve(State, approval),
            EndMarkOverride end => NaiveVenue.EndOverride(State, end),
            SettleFunding funding => NaiveFunding.Settle(State, funding),
            ExpireInstrument expiry => NaiveSettlement.Expire(State, expiry),
            DelistInstrument delisting => NaiveSettlement.Delist(State, delisting),
            _ => HandleUser(command),
        };

    private RejectReason HandleUser(Command command) =>
        command switch
        {
            OpenAccount account => NaiveAccounts.Open(State, account),
            SetAccountStatus status => NaiveAccounts.SetStatus(State, status),
            SetMarginMode mode => NaiveAccounts.SetMode(State, mode),
            SetLeverage leverage => NaiveAccounts.SetLeverage(State, leverage),
            MoveIsolatedMargin move => NaiveAccounts.MoveMargin(State, move),
            SetScheme choice => NaiveSchemes.Choose(State, choice),
            DepositCollateral deposit => NaiveCollateral.Deposit(State, deposit),
            WithdrawCollateral withdrawal => NaiveCollateral.Withdraw(State, withdrawal),
            TransferCollateral transfer => NaiveCollateral.Transfer(State, transfer),
            FundInsurance funding => NaiveCollateral.FundInsurance(State, funding),
            PlaceOrder order => NaiveOrders.Place(State, order),
            AmendOrder order => NaiveOrders.Amend(State, order),
            CancelOrder order => NaiveOrders.Cancel(State, order),
            ReportOrderDone order => NaiveOrders.ReportDone(State, order),
            RecordTrades trades => NaiveTrades.Record(State, trades),
            BustTrade bust => NaiveTrades.Bust(State, bust),
            CorrectTrade correction => NaiveTrades.Correct(State, correction),
            _ => RejectReason.UnknownCommand,
        };
}
