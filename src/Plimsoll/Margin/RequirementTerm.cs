using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>One position's part of a requirement, with every step.</summary>
/// <param name="Requirement">Initial or maintenance.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Exposure">The signed quantity that is charged: the position, or with orders the worse side.</param>
/// <param name="Mark">The mark price.</param>
/// <param name="Notional">Its notional, in the settlement asset.</param>
/// <param name="Rate">The rate that applied: the tier's or the user's leverage.</param>
/// <param name="Deducted">The tier's maintenance amount (maintenance only).</param>
/// <param name="OrderLoss">Immediate loss of the orders on that side (initial only).</param>
/// <param name="InSettlement">The requirement in the settlement asset.</param>
/// <param name="InNumeraire">The same in the numeraire, rounded up: what is added.</param>
public readonly record struct RequirementTerm(
    Requirement Requirement,
    InstrumentId Instrument,
    Quantity Exposure,
    Price Mark,
    Money Notional,
    Rate Rate,
    Money Deducted,
    Money OrderLoss,
    Money InSettlement,
    Money InNumeraire
);
