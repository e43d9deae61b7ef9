using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>One position's part of a requirement, with every step.</summary>
/// <param name="Requirement">Initial or maintenance.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Steps">What the schedule did, in order.</param>
/// <param name="InSettlement">The requirement in the settlement asset.</param>
/// <param name="InNumeraire">The same in the numeraire, rounded up: what is added.</param>
public readonly record struct RequirementTerm(
    Requirement Requirement,
    InstrumentId Instrument,
    MarginTerms Steps,
    Money InSettlement,
    Money InNumeraire
);
