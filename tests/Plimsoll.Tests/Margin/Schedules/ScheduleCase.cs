using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.Schedules;

/// <summary>One position under one schedule.</summary>
internal sealed record ScheduleCase(Contract Contract, PositionLine Line, MarketPoint Market)
{
    public MarginSchedule Schedule => Contract.Parameters.Margin;

    /// <summary>Whether the requirement looks at an entry price rounded to its unit.</summary>
    public bool IsByRoundedEntry =>
        Schedule
            is ProvisionedSchedule
            {
                IsAtEntry: true,
                Inner: AffineSchedule or RootScaledSchedule or SkewScaledSchedule or SlippageSchedule
            };

    public Money Maintenance(MarginTerms? terms = null) =>
        Schedule.Maintenance(Contract, Line, Market, Contract.Notional(Line.Quantity, Market.Mark), terms);

    public Money Initial(MarginTerms? terms = null) => Schedule.Initial(Contract, Line, Market, terms);

    /// <summary>After closing so much of it: the cost goes with it as the ledger has it, what is released rounded up.</summary>
    public ScheduleCase Closed(long quantity)
    {
        var held = Line.Quantity.Abs().Units;
        var released = new Money(ExactMath.MulDiv(Line.Cost.Units, quantity, held, Rounding.Ceiling));
        var left = new Quantity(Line.Quantity.Sign * (held - quantity));
        return this with { Line = Line with { Quantity = left, Cost = Line.Cost - released } };
    }

    public override string ToString() =>
        $"{Schedule.GetType().Name} {(Schedule as ProvisionedSchedule)?.Inner.GetType().Name} {Contract.Parameters.Payoff} {Line} {Market}";
}
