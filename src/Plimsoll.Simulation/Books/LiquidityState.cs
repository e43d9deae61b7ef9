using Plimsoll.Numerics;

namespace Plimsoll.Simulation.Books;

/// <summary>How much of its normal depth a book shows now: it thins at once when prices run, and comes back slowly.</summary>
/// <remarks>docs/spec/0011-replay.md (REPL-013, REPL-014).</remarks>
public sealed class LiquidityState
{
    private const int TicksOfMemory = 4;
    private readonly LiquidityParameters _parameters;
    private readonly double _recovery;
    private readonly double _refill;
    private readonly double[] _prices = new double[TicksOfMemory];
    private int _ticks;

    /// <summary>A book at its normal depth.</summary>
    /// <param name="parameters">The rule's numbers.</param>
    /// <param name="secondsPerTick">The time between two ticks.</param>
    public LiquidityState(LiquidityParameters parameters, double secondsPerTick)
    {
        _parameters = parameters;
        _recovery = 1 - DeterministicMath.Exp(-secondsPerTick / parameters.RecoverySeconds);
        _refill = DeterministicMath.Exp(-secondsPerTick / parameters.RefillSeconds);
    }

    /// <summary>The share of the normal depth that is quoted, from the least depth to 1.</summary>
    public double Depth { get; private set; } = 1;

    /// <summary>Bids that were hit and are not quoted again yet, in dollars.</summary>
    public double TakenBids { get; private set; }

    /// <summary>Asks that were lifted and are not quoted again yet, in dollars.</summary>
    public double TakenAsks { get; private set; }

    /// <summary>Whether matching is so slow that an order waits for the next tick.</summary>
    public bool IsCongested => Depth < _parameters.CongestionBelow;

    /// <summary>Moves to the next tick, at which the makers see <paramref name="price"/>.</summary>
    public void Advance(double price)
    {
        var slot = _ticks % TicksOfMemory;
        var before =
            _ticks >= TicksOfMemory ? _prices[slot]
            : _ticks > 0 ? _prices[0]
            : price;
        _prices[slot] = price;
        _ticks++;
        var move = Math.Abs((price / before) - 1);
        var target = Math.Max(_parameters.LeastDepth, 1 / (1 + (move / _parameters.HalvingMove)));
        Depth = target < Depth ? target : Depth + ((target - Depth) * _recovery);
        TakenBids *= _refill;
        TakenAsks *= _refill;
    }

    /// <summary>Notes that depth was taken.</summary>
    /// <param name="side">Of the taker: +1 lifted asks, −1 hit bids.</param>
    /// <param name="dollars">How much.</param>
    public void Take(int side, double dollars)
    {
        if (side > 0)
        {
            TakenAsks += dollars;
        }
        else
        {
            TakenBids += dollars;
        }
    }
}
