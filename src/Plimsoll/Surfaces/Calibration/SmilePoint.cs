namespace Plimsoll.Surfaces.Calibration;

/// <summary>What one strike says about total variance at one expiry.</summary>
/// <param name="LogMoneyness">log(K/F).</param>
/// <param name="Bid">The bid's implied volatility; NaN for none.</param>
/// <param name="Ask">The ask's implied volatility; NaN for none.</param>
/// <param name="IsLeftOut">True once it was found to lie too far from its neighbours.</param>
internal readonly record struct SmilePoint(double LogMoneyness, double Bid, double Ask, bool IsLeftOut)
{
    /// <summary>Half a spread counts as no narrower: the quote moves while the chain is read.</summary>
    private const double HalfSpreadMin = 0.0025;

    private const double BoundScale = 0.01;

    /// <summary>A spread beyond this share of its middle says no more than that the volatility lies within.</summary>
    private const double WideShare = 0.5;

    /// <summary>Quoted on both sides, narrowly enough to be fitted.</summary>
    public bool IsTwoSided => !double.IsNaN(Bid) && !double.IsNaN(Ask) && Ask - Bid <= WideShare * Mid;

    /// <summary>Quoted on both sides, too far apart.</summary>
    public bool IsWide => Ask - Bid > WideShare * Mid;

    public double Mid => 0.5 * (Bid + Ask);

    /// <summary>What a deviation is measured in.</summary>
    public double Scale => IsTwoSided ? Math.Max(0.5 * (Ask - Bid), HalfSpreadMin) : BoundScale;

    /// <summary>How far a volatility is from what the quote says, in scales; a single side, or a wide pair, says nothing while it is respected.</summary>
    public double Residual(double volatility)
    {
        if (IsLeftOut)
            return 0;

        if (IsTwoSided)
            return (volatility - Mid) / Scale;

        if (volatility > Ask)
            return (volatility - Ask) / Scale;

        return volatility < Bid ? (volatility - Bid) / Scale : 0;
    }
}
