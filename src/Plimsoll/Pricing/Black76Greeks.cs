namespace Plimsoll.Pricing;

/// <summary>Value and sensitivities of one option held long, discounted, per unit of the underlying.</summary>
/// <remarks>Derivatives by volatility are per 1.00 (a hundred points), by time per year, by rate per 1.00; callers scale. Never scaled here.</remarks>
/// <param name="Price">V, in the forward's currency.</param>
/// <param name="Delta">∂V/∂F: 0 to D for a call, −D to 0 for a put.</param>
/// <param name="Gamma">∂²V/∂F².</param>
/// <param name="Vega">∂V/∂σ.</param>
/// <param name="Theta">−∂V/∂T with forward, volatility and rate held: what a year's passing would add at this moment's pace.</param>
/// <param name="Rho">∂V/∂r with the forward held: −T · V, since only the discounting moves.</param>
/// <param name="Vanna">∂²V/∂F∂σ.</param>
/// <param name="Volga">∂²V/∂σ².</param>
public readonly record struct Black76Greeks(
    double Price,
    double Delta,
    double Gamma,
    double Vega,
    double Theta,
    double Rho,
    double Vanna,
    double Volga
);
