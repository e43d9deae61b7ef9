using Plimsoll.Collateral;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;

namespace Plimsoll.Engine.Venue;

/// <summary>New rules that wait while other rules of the same thing come into force: what they change stays, and the rest is what is in force.</summary>
/// <remarks>
/// <para>So that a change never undoes one that was decided in between. LEDG-012.</para>
/// <para>What bounds one another goes as one, so that rules in range joined with rules in range are in range: fees, mark, funding, margin, haircuts, the target with the line of liquidation, a scheme.</para>
/// </remarks>
public static class WaitingRules
{
    /// <summary>The waiting rules once others have come into force. Pure; allocates.</summary>
    /// <param name="waiting">Whole rules of a thing, as they were to be when <paramref name="before"/> was in force.</param>
    /// <param name="before">The thing's rules before.</param>
    /// <param name="now">The thing's rules in force now, of the same type.</param>
    /// <exception cref="InvariantViolationException">These are rules of different things.</exception>
    public static object Join(object waiting, object before, object now) =>
        (waiting, before, now) switch
        {
            (VenueParameters it, VenueParameters old, VenueParameters next) => Join(it, old, next),
            (AssetParameters it, AssetParameters old, AssetParameters next) => Join(it, old, next),
            (IndexParameters it, IndexParameters old, IndexParameters next) => Join(it, old, next),
            (InstrumentParameters it, InstrumentParameters old, InstrumentParameters next) => Join(it, old, next),
            (PortfolioScheme, PortfolioScheme, PortfolioScheme) => waiting,
            _ => throw new InvariantViolationException("Rules of different things cannot be joined."),
        };

    /// <summary>Whether the waiting rules change what the rules in force changed too, and to something else: joined, one of the two would be undone. Allocates.</summary>
    /// <param name="waiting">See <see cref="Join(object, object, object)"/>.</param>
    /// <param name="before">See there.</param>
    /// <param name="now">See there.</param>
    public static bool AreAtOdds(object waiting, object before, object now) =>
        !AreSame(before, now) && !AreSame(Join(waiting, before, now), Join(now, before, waiting));

    /// <summary>Whether two rules are rules of the same thing.</summary>
    public static bool AreOfOneThing(object one, object other) =>
        (one, other) switch
        {
            (VenueParameters, VenueParameters) => true,
            (AssetParameters asset, AssetParameters second) => asset.Id == second.Id,
            (IndexParameters index, IndexParameters second) => index.Id == second.Id,
            (InstrumentParameters instrument, InstrumentParameters second) => instrument.Id == second.Id,
            (PortfolioScheme scheme, PortfolioScheme second) => scheme.Id == second.Id,
            _ => false,
        };

    /// <summary>Whether two rules say the same. Allocates.</summary>
    public static bool AreSame(object one, object other)
    {
        var (left, right) = (new StateWriter(), new StateWriter());
        ParametersCodec.Write(left, one);
        ParametersCodec.Write(right, other);
        return left.Written.SequenceEqual(right.Written);
    }

    private static VenueParameters Join(VenueParameters it, VenueParameters old, VenueParameters now)
    {
        // A target at the line itself is out of range where liquidation begins at the line.
        var hasLine = it.LiquidatesAtLine != old.LiquidatesAtLine || it.LiquidationTarget != old.LiquidationTarget;
        var line = hasLine ? it : now;
        return it with
        {
            LiquidatesAtLine = line.LiquidatesAtLine,
            LiquidationTarget = line.LiquidationTarget,
            MarginCallMultiple = Pick(it.MarginCallMultiple, old.MarginCallMultiple, now.MarginCallMultiple),
            LiquidationOrderTimeout = Pick(it.LiquidationOrderTimeout, old.LiquidationOrderTimeout, now.LiquidationOrderTimeout),
            PauseLongest = Pick(it.PauseLongest, old.PauseLongest, now.PauseLongest),
            PauseGrace = Pick(it.PauseGrace, old.PauseGrace, now.PauseGrace),
            WithdrawableProfit = Pick(it.WithdrawableProfit, old.WithdrawableProfit, now.WithdrawableProfit),
            TradesKept = Pick(it.TradesKept, old.TradesKept, now.TradesKept),
        };
    }

    private static AssetParameters Join(AssetParameters it, AssetParameters old, AssetParameters now) =>
        it with
        {
            Haircuts = it.Haircuts.Rungs.SequenceEqual(old.Haircuts.Rungs) ? now.Haircuts : it.Haircuts,
            AccountCap = Pick(it.AccountCap, old.AccountCap, now.AccountCap),
            VenueCap = Pick(it.VenueCap, old.VenueCap, now.VenueCap),
            ConversionDiscount = Pick(it.ConversionDiscount, old.ConversionDiscount, now.ConversionDiscount),
        };

    private static IndexParameters Join(IndexParameters it, IndexParameters old, IndexParameters now) =>
        it with
        {
            Sources = Join(it.Sources, old.Sources, now.Sources),
            StaleAfter = Pick(it.StaleAfter, old.StaleAfter, now.StaleAfter),
            FrozenWindow = Pick(it.FrozenWindow, old.FrozenWindow, now.FrozenWindow),
            FrozenShare = Pick(it.FrozenShare, old.FrozenShare, now.FrozenShare),
            FrozenFloor = Pick(it.FrozenFloor, old.FrozenFloor, now.FrozenFloor),
            MaxDeviation = Pick(it.MaxDeviation, old.MaxDeviation, now.MaxDeviation),
            ReturnAfter = Pick(it.ReturnAfter, old.ReturnAfter, now.ReturnAfter),
            TwoSourceBound = Pick(it.TwoSourceBound, old.TwoSourceBound, now.TwoSourceBound),
            ClampPerMinute = Pick(it.ClampPerMinute, old.ClampPerMinute, now.ClampPerMinute),
            WindowBound = Pick(it.WindowBound, old.WindowBound, now.WindowBound),
            WindowLookback = Pick(it.WindowLookback, old.WindowLookback, now.WindowLookback),
            WindowLength = Pick(it.WindowLength, old.WindowLength, now.WindowLength),
            NoSourceHold = Pick(it.NoSourceHold, old.NoSourceHold, now.NoSourceHold),
            NoSourceMarginMultiple = Pick(it.NoSourceMarginMultiple, old.NoSourceMarginMultiple, now.NoSourceMarginMultiple),
        };

    /// <summary>Which sources there are is fixed at listing; their weights are not.</summary>
    private static IReadOnlyList<IndexSource> Join(
        IReadOnlyList<IndexSource> it,
        IReadOnlyList<IndexSource> old,
        IReadOnlyList<IndexSource> now
    )
    {
        // Sources are fixed at listing: rules with others are refused when their time comes.
        if (it.Count != old.Count || it.Count != now.Count)
            return it;

        var joined = new IndexSource[it.Count];
        for (var i = 0; i < joined.Length; i++)
        {
            joined[i] = it[i] with { Weight = Pick(it[i].Weight, old[i].Weight, now[i].Weight) };
        }

        return joined;
    }

    private static InstrumentParameters Join(InstrumentParameters it, InstrumentParameters old, InstrumentParameters now) =>
        it with
        {
            Margin = AreSame(it.Margin, old.Margin) ? now.Margin : it.Margin,
            Fees = Pick(it.Fees, old.Fees, now.Fees),
            Mark = Pick(it.Mark, old.Mark, now.Mark),
            Funding = Pick(it.Funding, old.Funding, now.Funding),
            MaxOrderQuantity = Pick(it.MaxOrderQuantity, old.MaxOrderQuantity, now.MaxOrderQuantity),
        };

    private static bool AreSame(MarginSchedule one, MarginSchedule other)
    {
        if (ReferenceEquals(one, other))
        {
            return true;
        }

        var (left, right) = (new StateWriter(), new StateWriter());
        ScheduleCodec.Write(left, one);
        ScheduleCodec.Write(right, other);
        return left.Written.SequenceEqual(right.Written);
    }

    private static T Pick<T>(T it, T old, T now)
        where T : IEquatable<T> => it.Equals(old) ? now : it;
}
