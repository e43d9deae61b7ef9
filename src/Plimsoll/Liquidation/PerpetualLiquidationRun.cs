using Plimsoll.Margin.Health;

namespace Plimsoll.Liquidation;

/// <summary>Where a liquidation stands between its phases.</summary>
internal sealed class PerpetualLiquidationRun(
    HealthToken token,
    decimal health,
    decimal balance,
    decimal result,
    decimal maxLots,
    decimal maxSettlement
)
{
    private readonly List<PerpetualLiquidationPhase> _phases = [];
    private decimal _balance = balance;

    public decimal Health { get; private set; } = health;

    /// <summary>The position's result before the overall weight.</summary>
    public decimal Result { get; private set; } = result;

    public decimal Lots { get; private set; }

    public decimal Settled { get; private set; }

    public IReadOnlyList<PerpetualLiquidationPhase> Phases => _phases;

    /// <summary>Gives up base: as many lots as the expected gain of each needs to bring health to zero.</summary>
    public void Reduce(string name, decimal limit, decimal expectedPerLot, decimal actualPerLot, decimal resultPerLot)
    {
        var wanted = Math.Min(token.NeededFor(Health, _balance), limit);
        var lots = Math.Max(0, LotsFor(wanted, expectedPerLot, maxLots - Lots));
        Move(lots * actualPerLot);
        Result += lots * resultPerLot;
        Lots += lots;
        Note(name, lots, 0);
    }

    /// <summary>Turns profit into settle tokens: each unit adds <paramref name="gain"/> of them to what already counted.</summary>
    public void Settle(string name, decimal gain)
    {
        var needed = token.NeededFor(Health, _balance);
        var most = Math.Max(0, Math.Min(Result, maxSettlement - Settled));
        var settled = needed < most * gain ? needed / gain : most;
        Move(settled * gain);
        Result -= settled;
        Settled += settled;
        Note(name, 0, settled);
    }

    /// <summary>Whole lots, rounded up. Divides only below the bound, for the amount may be boundless.</summary>
    private static decimal LotsFor(decimal amount, decimal perLot, decimal most)
    {
        if (perLot <= 0)
            return 0;

        return amount < most * perLot ? decimal.Ceiling(amount / perLot) : most;
    }

    private void Move(decimal tokens)
    {
        Health += token.Contribution(_balance + tokens) - token.Contribution(_balance);
        _balance += tokens;
    }

    private void Note(string name, decimal lots, decimal settled)
    {
        if (lots > 0 || settled > 0)
            _phases.Add(new(name, lots, settled, Health));
    }
}
