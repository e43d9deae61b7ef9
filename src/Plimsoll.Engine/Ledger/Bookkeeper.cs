using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Ledger;

/// <summary>Moves money and positions: every balance and every cost changes here, and sums stay what they were.</summary>
/// <remarks>Source: docs/spec/0005-ledger.md (LEDG-001 … LEDG-005).</remarks>
internal sealed class Bookkeeper(EngineContext context)
{
    private EngineState State => context.State;

    /// <summary>Moves money from one ledger account to another. A negative amount goes the other way, nothing moves nothing.</summary>
    public void Post(AccountId from, AccountId to, AssetId asset, Money amount, PostingReason reason, long reference)
    {
        if (amount.IsZero)
        {
            return;
        }

        if (amount.IsNegative)
        {
            (from, to, amount) = (to, from, -amount);
        }

        context.Emit(new MoneyPosted(from, to, asset, amount, reason, reference, State.Sequence, State.ParametersVersion));
        context.Touch(from);
        context.Touch(to);
    }

    /// <summary>Gives an account a signed quantity for its signed exact value, and realises profit on what that closes.</summary>
    /// <returns>The realised profit, already posted.</returns>
    public Money Fill(AccountRow account, InstrumentId instrument, Quantity quantity, Money value, PostingReason reason, long reference)
    {
        var held = account.Position(instrument);
        var (costChange, realised) = FillCost.Split(held.Quantity, held.Cost, quantity, value);
        context.Emit(new PositionChanged(account.Id, instrument, quantity, costChange, reason, reference, State.Sequence));
        context.Touch(account.Id);
        context.Reposition(account, instrument);
        var asset = State.Instrument(instrument).Parameters.SettlementAsset;
        Post(AccountId.Clearing, account.Id, asset, realised, reason, reference);
        return realised;
    }

    /// <summary>Moves a quantity from one account to another at its exact value: takeover, deleveraging, give-up.</summary>
    /// <returns>What the receiver realised.</returns>
    public Money TransferPosition(
        AccountRow giver,
        AccountRow receiver,
        InstrumentId instrument,
        Quantity quantity,
        Money value,
        PostingReason reason
    )
    {
        Fill(giver, instrument, -quantity, -value, reason, instrument.Value);
        return Fill(receiver, instrument, quantity, value, reason, instrument.Value);
    }
}
