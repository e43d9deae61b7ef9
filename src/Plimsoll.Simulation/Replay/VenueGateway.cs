using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Simulation.Audit;

namespace Plimsoll.Simulation.Replay;

/// <summary>The one door to the engine: applies commands, counts them, and lets everybody hear the events in the same order.</summary>
internal sealed class VenueGateway
{
    private readonly List<IVenueListener> _listeners = [];
    private readonly AuditThread? _audit;
    private readonly StatementDesk _statements;
    private long _tradeId;

    public VenueGateway(MarginEngine engine, AuditThread? audit, StatementDesk statements)
    {
        Engine = engine;
        _audit = audit;
        _statements = statements;
        _audit?.Hand(engine.Events); // VenueOpened
    }

    public MarginEngine Engine { get; }

    /// <summary>Commands accepted.</summary>
    public long Commands { get; private set; }

    /// <summary>Commands refused, by reason.</summary>
    public SortedDictionary<RejectReason, long> Refusals { get; } = [];

    /// <summary>What came in from outside, by asset, in units: the auditor's books must show the same.</summary>
    public SortedDictionary<int, Int128> Inflow { get; } = [];

    /// <summary>What came in from outside, by account and asset, in units; isolated margin goes by its parent.</summary>
    public Dictionary<(int Account, int Asset), Int128> PaidIn { get; } = [];

    public void Listen(IVenueListener listener) => _listeners.Add(listener);

    public long NextTradeId() => ++_tradeId;

    public CommandResult Send(Command command)
    {
        var result = Engine.Apply(command);
        if (!result.IsAccepted)
        {
            Refusals[result.Reason] = Refusals.GetValueOrDefault(result.Reason) + 1;
            return result;
        }

        Commands++;
        CountInflow(command);
        var events = Engine.Events;
        _audit?.Hand(events);
        _statements.Hear(events);
        for (var i = 0; i < events.Count; i++)
        {
            var heard = events[i];
            foreach (var listener in _listeners)
            {
                listener.Hear(heard);
            }
        }

        return result;
    }

    /// <summary>A command of the set-up, which cannot be refused but by a mistake in the replay itself.</summary>
    public void Require(Command command)
    {
        var result = Send(command);
        if (!result.IsAccepted)
        {
            throw new ReplayFaultException(
                $"The engine refused {command.GetType().Name} at sequence {Commands}: {result.Reason}, field {result.Field ?? "none"}."
            );
        }
    }

    private void CountInflow(Command command)
    {
        switch (command)
        {
            case DepositCollateral deposit:
                CountInflow(deposit.Account, deposit.Asset.Value, deposit.Amount.Units);
                break;
            case FundInsurance fund:
                CountInflow(Engine.InsuranceFundOf(fund.Asset)!.Value, fund.Asset.Value, fund.Amount.Units);
                break;
        }
    }

    private void CountInflow(AccountId account, int asset, Int128 units)
    {
        Inflow[asset] = Inflow.GetValueOrDefault(asset) + units;
        PaidIn[(account.Value, asset)] = PaidIn.GetValueOrDefault((account.Value, asset)) + units;
    }
}
