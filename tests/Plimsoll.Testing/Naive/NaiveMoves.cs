using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>The positions that the trades of one command would leave, trade by trade: they count together (INST-007).</summary>
internal sealed class NaiveMoves(NaiveState state)
{
    private readonly Dictionary<(int Account, int Instrument), BigInteger> _positions = [];

    public NaiveState State { get; } = state;

    /// <summary>Adds a trade; whether it, and what either side then holds, stays within the limits of scale.</summary>
    public bool Fit(NaiveInstrument instrument, BigInteger quantity, BigInteger price, int taker, int maker) =>
        new[] { quantity, Move(taker, instrument, quantity), Move(maker, instrument, -quantity) }.All(size =>
            NaiveScale.Fits(State, instrument, size, price)
        );

    private BigInteger Move(int account, NaiveInstrument instrument, BigInteger quantity)
    {
        var key = (account, instrument.Id);
        var before = _positions.TryGetValue(key, out var moved) ? moved : State.Accounts[account].Quantity(instrument.Id);
        return _positions[key] = before + quantity;
    }
}
