using Plimsoll.Pricing;

namespace Plimsoll.Margin.ValueAtRisk.Sensitivities;

/// <summary>A portfolio's loss between two full revaluations, from its sensitivities: what a tick costs without pricing a single option.</summary>
/// <remarks>
/// <para>loss = −(δ dF + ½ γ dF² + vega dσ + vanna dF dσ + ½ volga dσ² + θ dt). The rest is of third order: halving the move divides it by eight.</para>
/// <para>docs/spec/0018-value-at-risk.md (VARR-070, VARR-071), with the error measured. Pure; does not allocate.</para>
/// </remarks>
public static class SensitivityLoss
{
    /// <summary>The loss by delta alone: the linear risk of one tick.</summary>
    /// <param name="greeks">Of the whole position, quantity included.</param>
    /// <param name="move">dF, in the forward's currency, signed.</param>
    public static double Linear(in Black76Greeks greeks, double move) => -(greeks.Delta * move);

    /// <summary>The loss to second order.</summary>
    /// <param name="greeks">Of the whole position, quantity included.</param>
    /// <param name="move">dF, in the forward's currency, signed.</param>
    /// <param name="volatilityMove">dσ: 0.01 is one point.</param>
    /// <param name="years">dt ≥ 0 that has passed.</param>
    public static double SecondOrder(in Black76Greeks greeks, double move, double volatilityMove, double years) =>
        -(
            (greeks.Delta * move)
            + (greeks.Gamma * move * move / 2)
            + (greeks.Vega * volatilityMove)
            + (greeks.Vanna * move * volatilityMove)
            + (greeks.Volga * volatilityMove * volatilityMove / 2)
            + (greeks.Theta * years)
        );
}
