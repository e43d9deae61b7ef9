using Plimsoll.Engine.Solvency.Overview;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <content>What a risk manager watches: who is nearest to the line, how ratios lie, what is open, what a move would liquidate.</content>
public sealed partial class MarginEngine
{
    /// <summary>Looks at the margin ratios of so many accounts in turn, for the answers about those far from their line. Between commands, as often as there is time.</summary>
    /// <remarks>Whoever is below the margin-call multiple is looked at before each answer anyway. Changes no state; costs the evaluation of each account. Does not allocate in steady state but for accounts under portfolio margin and ratios beyond 128 bits.</remarks>
    /// <param name="accounts">How many; each account once at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below zero.</exception>
    public void RefreshRatios(int accounts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(accounts);
        _rooms.Ratios.Refresh(accounts);
    }

    /// <summary>The accounts with the lowest margin ratios, lowest first, then by number; those below zero with nothing required before all.</summary>
    /// <remarks>
    /// Figures are exact and of now. So is the choice of everybody below the margin-call multiple: nobody there is missing, and nobody is before them. Further accounts
    /// are chosen by their ratio when they were last looked at, which may leave one out that a command has brought near since: when all were looked at since the latest command
    /// (<see cref="RefreshRatios"/>, or a first call), nobody is. Under <see cref="Solvency.SolvencyScan.Full"/> and in a follower all is exact, and everybody is evaluated each time.
    /// Costs one pass over a number for each account and the evaluation of those that are not proved to reach the multiple: without a certificate, in margin call, or below it when last looked at. Allocates its answer.
    /// </remarks>
    /// <param name="count">How many at most; fewer when fewer have a ratio.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public IReadOnlyList<AccountRisk> NearestToLiquidation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return _rooms.Ratios.Nearest(count);
    }

    /// <summary>How many accounts have margin ratios between the bounds.</summary>
    /// <remarks>Each bucket says whether it is exact. The cost is that of <see cref="NearestToLiquidation"/>.</remarks>
    /// <param name="bounds">Between the buckets: rising; 1 is the line.</param>
    /// <exception cref="ArgumentException">There are no bounds, or they do not rise.</exception>
    public RatioDistribution MarginRatioDistribution(ReadOnlySpan<Rate> bounds)
    {
        if (bounds.IsEmpty)
        {
            throw new ArgumentException("A distribution needs a bound at least.", nameof(bounds));
        }

        for (var i = 1; i < bounds.Length; i++)
        {
            if (bounds[i] <= bounds[i - 1])
            {
                throw new ArgumentException($"Bound {i + 1} is {bounds[i]}, not above {bounds[i - 1]} before it.", nameof(bounds));
            }
        }

        return _rooms.Ratios.Distribution(bounds);
    }

    /// <summary>What is open on an underlying, now: exact, but for roundings up. Costs its instruments times the market makers and funds, whoever many users there are.</summary>
    /// <exception cref="UnknownIdException">There is no such index.</exception>
    public UnderlyingExposure ExposureOf(IndexId underlying) => _rooms.Exposures.Of(Find(underlying));

    /// <summary>How much would be liquidated if all prices of an underlying moved, all else equal, for each of several moves.</summary>
    /// <remarks>
    /// <para>
    /// Marks and index prices of its instruments, and the index prices of assets that it values, are multiplied by 1 + move, rounded down, at least one unit and at
    /// most the highest that may enter. Who is below the line then is decided exactly, for every account under standard margin, with or without certificates.
    /// </para>
    /// <para>
    /// It is an estimate of what would happen in two ways: no holds, no cascade and no fills are in it, and the mark of an option is moved in proportion, as liquidation
    /// prices do it. Accounts under portfolio margin are not in it: <see cref="LiquidationStep.AccountsLeftOut"/> counts them, <see cref="LiquidationPriceOf"/> tells about each.
    /// </para>
    /// <para>Costs the evaluation of those whose certificate ends before the move, and of those without one; see <see cref="LiquidationStep.Examined"/>.</para>
    /// </remarks>
    /// <param name="underlying">Its index.</param>
    /// <param name="moves">Above −100 %, at most +10,000 %.</param>
    /// <exception cref="UnknownIdException">There is no such index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A move out of range.</exception>
    public IReadOnlyList<LiquidationStep> LiquidationMapOf(IndexId underlying, ReadOnlySpan<Rate> moves)
    {
        Find(underlying);
        for (var i = 0; i < moves.Length; i++)
        {
            if (moves[i] <= -Rate.One || moves[i].Nano > 100 * Rate.NanoPerOne)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(moves),
                    $"Move {i + 1} is {moves[i]}: a move is above -100 % and at most 10000 %."
                );
            }
        }

        var leftOut = _rooms.LiquidationMaps.CountLeftOut(underlying);
        var steps = new LiquidationStep[moves.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = _rooms.LiquidationMaps.At(underlying, moves[i]) with { AccountsLeftOut = leftOut };
        }

        return steps;
    }

    private IndexId Find(IndexId index) =>
        _state.IsKnown(index) ? index : throw new UnknownIdException("index", index.Value, _state.Indices.Count);
}
