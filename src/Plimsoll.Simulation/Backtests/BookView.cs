using Plimsoll.Margin.ValueAtRisk;

namespace Plimsoll.Simulation.Backtests;

/// <summary>A book as a model may see it before a move happens: the past, and what is held. The future is out of its reach.</summary>
internal readonly struct BookView(BacktestBook book, int at, int window)
{
    public int At => at;

    public int Window => window;

    public BookKind Kind => book.Kind;

    public int Factors => book.Factors;

    /// <summary>How many of the factors are prices of coins; they are the first.</summary>
    public int Coins => book.Coins.Length;

    public double StepYears => book.StepYears;

    /// <summary>When the move to come begins, milliseconds since the epoch: nothing later is known.</summary>
    public long StartMs => book.TimesMs[at] - book.StepMs;

    /// <summary>The coin whose price a factor is.</summary>
    public string Coin(int factor) => book.Coins[factor];

    /// <summary>Its price now.</summary>
    public double Price(int factor) => book.Prices[factor][at];

    public IReadOnlyList<RiskPosition> Positions => book.Positions(at);

    /// <summary>The last moves of a factor, oldest first.</summary>
    public ReadOnlySpan<double> Moves(int factor) => book.Moves[factor].AsSpan(at - window, window);

    /// <summary>All moves of a factor so far.</summary>
    public ReadOnlySpan<double> AllMoves(int factor) => book.Moves[factor].AsSpan(0, at);

    /// <summary>The forecasts of a factor's volatility before each of the last moves, and that of the move to come.</summary>
    public ReadOnlySpan<double> Forecasts(int factor) => book.Forecasts[factor].AsSpan(at - window, window + 1);

    /// <summary>The portfolio's losses under given moves of each factor, all of one length.</summary>
    public double[] LossesUnder(double[][] moves)
    {
        var matrix = new LossMatrix(Positions, moves[0].Length, StepYears);
        Span<double> one = stackalloc double[moves.Length];
        for (var i = 0; i < moves[0].Length; i++)
        {
            for (var factor = 0; factor < moves.Length; factor++)
            {
                one[factor] = moves[factor][i];
            }

            matrix.Fill(i, one);
        }

        return matrix.Totals.ToArray();
    }
}
