using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Ledger;

/// <summary>One line of an account's statement.</summary>
/// <param name="At">When.</param>
/// <param name="Sequence">The command that caused it.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">Signed: above zero the account received.</param>
/// <param name="Balance">The account's balance in the asset after it.</param>
/// <param name="Counterparty">The ledger account on the other side.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reference">The order, trade or instrument that it is about; zero for none.</param>
/// <param name="ParametersVersion">The newest parameters in force when it happened.</param>
public sealed record StatementEntry(
    Timestamp At,
    long Sequence,
    AssetId Asset,
    Money Amount,
    Money Balance,
    AccountId Counterparty,
    PostingReason Reason,
    long Reference,
    int ParametersVersion
);
