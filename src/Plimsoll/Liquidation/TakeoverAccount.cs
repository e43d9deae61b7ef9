using Plimsoll.Values;

namespace Plimsoll.Liquidation;

/// <summary>The party that inherits distressed positions at the mark and gives them back to the market; the insurance pool is its margin.</summary>
/// <remarks>
/// Its gains and losses flow to and from the pool as they arise; a loss beyond the pool is to be shared by the winners.
/// Source: vegaprotocol/specs 0012-POSR and 0015-INSR.
/// </remarks>
/// <param name="pool">The insurance pool at the start, not negative.</param>
/// <param name="decimals">Decimals of sizes.</param>
public sealed class TakeoverAccount(decimal pool, int decimals = 0)
{
    private readonly ExactFraction _unit = ExactFraction.PowerOfTen(-decimals);
    private ExactFraction _cost;
    private ExactFraction _realised;

    /// <summary>Signed size held.</summary>
    public decimal Position { get; private set; }

    /// <summary>The mark it was last settled at; null before the first.</summary>
    public decimal? Mark { get; private set; }

    /// <summary>The insurance pool.</summary>
    public decimal Pool { get; private set; } = pool;

    /// <summary>Losses that the pool did not cover.</summary>
    public decimal Shared { get; private set; }

    /// <summary>What closed parts gained over their average entry price.</summary>
    public decimal Realised => (_realised * _unit).ToDecimal();

    /// <summary>What the position would gain over its average entry price at the mark.</summary>
    public decimal Unrealised => ((((ExactFraction)Position * (Mark ?? 0)) - _cost) * _unit).ToDecimal();

    /// <summary>The mark moves, and the position is settled at it.</summary>
    public void MoveMark(decimal mark)
    {
        Flow((ExactFraction)Position * (mark - (Mark ?? mark)));
        Mark = mark;
    }

    /// <summary>Inherits a position at the mark.</summary>
    /// <param name="size">Signed size.</param>
    /// <exception cref="InvalidOperationException">There was no mark yet.</exception>
    public void TakeOver(decimal size) => Trade(size, Mark ?? throw new InvalidOperationException("There is no mark yet."));

    /// <summary>Trades in the market; the mark does not move with it.</summary>
    /// <param name="size">Signed size: negative sells.</param>
    /// <param name="price">The trade's price.</param>
    /// <exception cref="InvalidOperationException">There was no mark yet.</exception>
    public void Trade(decimal size, decimal price)
    {
        var mark = Mark ?? throw new InvalidOperationException("There is no mark yet.");
        if (size == 0)
        {
            return;
        }

        var closed = Math.Sign(size) == -Math.Sign(Position) ? Math.Min(Math.Abs(size), Math.Abs(Position)) * Math.Sign(Position) : 0;
        if (closed != 0)
        {
            var costOfClosed = _cost * closed / Position;
            _realised += ((ExactFraction)closed * price) - costOfClosed;
            _cost -= costOfClosed;
        }

        _cost += (ExactFraction)(size + closed) * price;
        Position += size;
        Flow((ExactFraction)size * (mark - price));
    }

    /// <summary>The pool receives a confiscated balance.</summary>
    public void Confiscate(decimal amount) => Pool += amount;

    /// <summary>The pool pays a fee.</summary>
    public void PayFee(decimal amount) => Add(-amount);

    private void Flow(ExactFraction gain) => Add((gain * _unit).Truncate());

    private void Add(decimal amount)
    {
        var after = Pool + amount;
        Pool = Math.Max(0, after);
        Shared += Math.Max(0, -after);
    }
}
