using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Margin.Scenarios;

/// <summary>A charge and its amount.</summary>
/// <param name="Charge">The charge.</param>
/// <param name="Underlying">Whose book it is for.</param>
/// <param name="Amount">In the book's unit, before any factor.</param>
/// <param name="Inputs">The numbers behind it.</param>
public sealed record ChargeOutcome(PortfolioCharge Charge, string Underlying, double Amount, IReadOnlyList<ChargeInput> Inputs);
