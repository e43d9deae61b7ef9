using Plimsoll.Margin;

namespace Plimsoll.Tests.Margin;

/// <summary>A market with one account in it.</summary>
internal sealed record Portfolio(MarketView Market, BalanceLine[] Balances, PositionLine[] Positions)
{
    public AccountMargin Margin
    {
        get
        {
            var silent = default(NoExplanation);
            return StandardMargin.Evaluate(Market, Balances, Positions, ref silent);
        }
    }

    public Portfolio WithPosition(int line, PositionLine position)
    {
        var positions = Positions.ToArray();
        positions[line] = position;
        return this with { Positions = positions };
    }

    public Portfolio WithBalance(int line, BalanceLine balance)
    {
        var balances = Balances.ToArray();
        balances[line] = balance;
        return this with { Balances = balances };
    }

    public override string ToString() =>
        $"{string.Join(", ", Balances)}; {string.Join(", ", Positions.Select(line => $"{line} at {Market.Mark(line.Instrument)}"))}";
}
