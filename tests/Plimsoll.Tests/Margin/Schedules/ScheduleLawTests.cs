using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.Schedules;

/// <summary>What the engine relies on, whatever the schedule: docs/spec/0015, "Laws".</summary>
public sealed class ScheduleLawTests
{
    private static Config Thorough => Exploration.Of(3_000);

    [Fact, Trait("Criterion", "MODL-006")]
    public void Closing_never_raises_maintenance_margin() =>
        Prop.ForAll(
                AnySchedule.Cases,
                Arb.From(Gen.Choose(0, int.MaxValue)),
                (position, dart) =>
                {
                    var held = position.Line.Quantity.Abs().Units;
                    if (held == 1 || position.IsByRoundedEntry)
                    {
                        return true;
                    }

                    return position.Closed(1 + (dart % (held - 1))).Maintenance() <= position.Maintenance();
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MODL-006")]
    public void A_larger_exposure_never_needs_less_to_open() =>
        Prop.ForAll(
                AnySchedule.Cases,
                Arb.From(Gen.Choose(1, 1_000_000)),
                (position, more) =>
                {
                    var order =
                        position.Line.Quantity.Sign > 0
                            ? position.Line with
                            {
                                OpenBuy = new(more),
                            }
                            : position.Line with
                            {
                                OpenSell = new(more),
                            };
                    return (position with { Line = order }).Initial() >= position.Initial();
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MODL-007")]
    public void No_requirement_is_negative() =>
        Prop.ForAll(AnySchedule.WithOptions, position => !position.Maintenance().IsNegative && !position.Initial().IsNegative)
            .Check(Thorough);

    [Fact, Trait("Criterion", "MODL-007")]
    public void Opening_needs_at_least_what_keeping_needs() =>
        Prop.ForAll(AnySchedule.PlainCases, position => position.Initial() >= position.Maintenance()).Check(Thorough);

    [Fact, Trait("Criterion", "MODL-008")]
    public void Explained_or_not_it_is_the_same_and_begins_with_exposure_and_price() =>
        Prop.ForAll(
                AnySchedule.Cases,
                position =>
                {
                    var (keeping, opening) = (new MarginTerms(), new MarginTerms());
                    return position.Maintenance(keeping) == position.Maintenance()
                        && position.Initial(opening) == position.Initial()
                        && IsWhole(keeping, position)
                        && IsWhole(opening, position);
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MODL-009")]
    public void Maintenance_margin_is_the_same_at_any_open_interest() =>
        Prop.ForAll(
                AnySchedule.Cases,
                Arb.From(Gen.Choose(0, int.MaxValue)),
                (position, interest) =>
                    (position with { Market = position.Market with { OpenInterest = new(interest) } }).Maintenance()
                    == position.Maintenance()
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MODL-008")]
    public void The_steps_make_the_requirement() =>
        Prop.ForAll(
                AnySchedule.Cases,
                position =>
                {
                    var terms = new MarginTerms();
                    var margin = (decimal)position.Maintenance(terms).Units / Power(position);
                    var sum =
                        (Step(terms, position, "notional") * Step(terms, position, "rate"))
                        - Step(terms, position, "maintenance amount deducted");
                    var made =
                        Math.Max(0, sum + Step(terms, position, "least margin of a position")) + Step(terms, position, "fee to close");
                    // The last digits of a rate are not shown, and both parts are rounded up.
                    return IsOfOtherSteps(position)
                        || position.Maintenance() >= MarginSchedule.MostRequired
                        || Math.Abs(margin - made) <= (2m / Power(position)) + (made / 1_000_000_000);
                }
            )
            .Check(Thorough);

    /// <summary>Slippage names factors of its own; by size the amount deducted is in contracts.</summary>
    private static bool IsOfOtherSteps(ScheduleCase position) =>
        (position.Schedule is ProvisionedSchedule around ? around.Inner : position.Schedule)
            is SlippageSchedule
                or TierSchedule { Measure: TierMeasure.Size, Style: TierStyle.Progressive };

    private static decimal Step(MarginTerms terms, ScheduleCase position, string name)
    {
        var step = terms.Terms.FirstOrDefault(term => term.Name == name);
        return step.Name is null ? 0
            : step.Unit == MarginTermUnit.Settlement ? (decimal)step.Units / Power(position)
            : (decimal)step.Units / ExactMath.PowerOfTen(step.Decimals);
    }

    private static decimal Power(ScheduleCase position) => ExactMath.PowerOfTen(position.Contract.SettlementDecimals);

    private static bool IsWhole(MarginTerms terms, ScheduleCase position) =>
        terms.Terms.Count >= 3
        && terms.Terms[0].Name == "exposure"
        && terms.Terms[0].Units == position.Line.Quantity.Units
        && terms.Terms[1].Name is "mark price" or "index price";
}
