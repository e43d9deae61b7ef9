using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Marking;

namespace Plimsoll.Simulation.Audit;

/// <summary>Rules in force and rules that wait, folded from events: what comes into force passes on to those that wait on the same thing, but for what they change themselves.</summary>
internal sealed class AuditedRules
{
    private readonly Dictionary<(Type Kind, int Id), object> _inForce = [];
    private readonly Dictionary<int, object> _waiting = []; // by ticket

    /// <summary>Rules that hold from now on.</summary>
    public object? Hold(object? rules)
    {
        if (rules is null)
        {
            return null;
        }

        var thing = ThingOf(rules);
        if (_inForce.TryGetValue(thing, out var before))
        {
            foreach (var (ticket, waits) in _waiting.Where(each => ThingOf(each.Value) == thing).ToList())
            {
                _waiting[ticket] = PassOn(waits, before, rules);
            }
        }

        _inForce[thing] = rules;
        return rules;
    }

    /// <summary>Rules that will hold later.</summary>
    public void Wait(int ticket, object? rules)
    {
        if (rules is not null)
        {
            _waiting[ticket] = rules;
        }
    }

    /// <summary>The rules of a ticket hold from now on; null when it is not known.</summary>
    public object? Begin(int ticket) => _waiting.Remove(ticket, out var rules) ? Hold(rules) : null;

    // Of an index the auditor reads these alone, and it knows no schemes.
    private static object PassOn(object waits, object before, object now) =>
        (waits, before, now) switch
        {
            (VenueParameters it, VenueParameters old, VenueParameters next) => it with
            {
                LiquidatesAtLine = IsOfLine(it, old) ? it.LiquidatesAtLine : next.LiquidatesAtLine,
                LiquidationTarget = IsOfLine(it, old) ? it.LiquidationTarget : next.LiquidationTarget,
                MarginCallMultiple = it.MarginCallMultiple == old.MarginCallMultiple ? next.MarginCallMultiple : it.MarginCallMultiple,
                LiquidationOrderTimeout =
                    it.LiquidationOrderTimeout == old.LiquidationOrderTimeout ? next.LiquidationOrderTimeout : it.LiquidationOrderTimeout,
                PauseLongest = it.PauseLongest == old.PauseLongest ? next.PauseLongest : it.PauseLongest,
                PauseGrace = it.PauseGrace == old.PauseGrace ? next.PauseGrace : it.PauseGrace,
                WithdrawableProfit = it.WithdrawableProfit == old.WithdrawableProfit ? next.WithdrawableProfit : it.WithdrawableProfit,
                TradesKept = it.TradesKept == old.TradesKept ? next.TradesKept : it.TradesKept,
            },
            (AssetParameters it, AssetParameters old, AssetParameters next) => it with
            {
                Haircuts = it.Haircuts.Rungs.SequenceEqual(old.Haircuts.Rungs) ? next.Haircuts : it.Haircuts,
                AccountCap = it.AccountCap == old.AccountCap ? next.AccountCap : it.AccountCap,
                VenueCap = it.VenueCap == old.VenueCap ? next.VenueCap : it.VenueCap,
                ConversionDiscount = it.ConversionDiscount == old.ConversionDiscount ? next.ConversionDiscount : it.ConversionDiscount,
            },
            (IndexParameters it, IndexParameters old, IndexParameters next) => it with
            {
                WindowLength = it.WindowLength == old.WindowLength ? next.WindowLength : it.WindowLength,
                NoSourceHold = it.NoSourceHold == old.NoSourceHold ? next.NoSourceHold : it.NoSourceHold,
                NoSourceMarginMultiple =
                    it.NoSourceMarginMultiple == old.NoSourceMarginMultiple ? next.NoSourceMarginMultiple : it.NoSourceMarginMultiple,
            },
            // A table is the same object as long as nobody writes another one.
            (InstrumentParameters it, InstrumentParameters old, InstrumentParameters next) => it with
            {
                Margin = ReferenceEquals(it.Margin, old.Margin) ? next.Margin : it.Margin,
                Fees = it.Fees == old.Fees ? next.Fees : it.Fees,
                Funding = it.Funding == old.Funding ? next.Funding : it.Funding,
                Mark = it.Mark == old.Mark ? next.Mark : it.Mark,
                MaxOrderQuantity = it.MaxOrderQuantity == old.MaxOrderQuantity ? next.MaxOrderQuantity : it.MaxOrderQuantity,
            },
            _ => waits,
        };

    private static bool IsOfLine(VenueParameters it, VenueParameters old) =>
        it.LiquidatesAtLine != old.LiquidatesAtLine || it.LiquidationTarget != old.LiquidationTarget;

    private static (Type Kind, int Id) ThingOf(object rules) =>
        rules switch
        {
            AssetParameters asset => (typeof(AssetParameters), asset.Id.Value),
            IndexParameters index => (typeof(IndexParameters), index.Id.Value),
            InstrumentParameters instrument => (typeof(InstrumentParameters), instrument.Id.Value),
            VenueParameters => (typeof(VenueParameters), 0),
            _ => (rules.GetType(), 0),
        };
}
