namespace Plimsoll.Margin.Schedules;

/// <summary>On what a provision for the fee of closing is taken.</summary>
public enum ClosingFeeBasis
{
    /// <summary>On the notional at the mark: OKX, Gate.</summary>
    Mark = 0,

    /// <summary>On the notional at the price where the user's leverage is used up, entry · (1 ∓ 1 ÷ leverage): Bybit.</summary>
    Bankruptcy = 1,
}
