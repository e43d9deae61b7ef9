namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>A margin model at work: asked once for each period, in order of time.</summary>
internal interface IBacktestModel
{
    /// <summary>The margin for the move to come, as a share of notional; not negative.</summary>
    double Margin(in BookView view);
}
