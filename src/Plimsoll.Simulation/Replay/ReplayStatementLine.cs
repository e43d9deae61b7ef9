namespace Plimsoll.Simulation.Replay;

/// <summary>One line of a statement.</summary>
/// <param name="AtMs">When, in milliseconds since the epoch.</param>
/// <param name="Command">The command that caused it, by its number.</param>
/// <param name="Reason">Why, as the ledger names it.</param>
/// <param name="Counterparty">The account on the other side.</param>
/// <param name="CounterpartyName">What that account is called: "fees", "insurance fund", "maker 17".</param>
/// <param name="Reference">The order, trade or instrument that it is about; zero for none.</param>
/// <param name="Asset">The asset's symbol.</param>
/// <param name="Decimals">How many decimals the asset has.</param>
/// <param name="Amount">Above zero the account received.</param>
/// <param name="Balance">The balance in the asset after it.</param>
/// <param name="ParametersVersion">The newest parameters in force when it happened.</param>
public sealed record ReplayStatementLine(
    long AtMs,
    long Command,
    string Reason,
    int Counterparty,
    string CounterpartyName,
    long Reference,
    string Asset,
    int Decimals,
    decimal Amount,
    decimal Balance,
    int ParametersVersion
);
