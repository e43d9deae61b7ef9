using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <summary>The state machine.</summary>
public sealed class MarginEngine
{
    /// <summary>Opens a venue.</summary>
    public MarginEngine(VenueParameters venue) => throw new NotSupportedException();

    /// <summary>Applies a command.</summary>
    public CommandResult Apply(Command command) => throw new NotSupportedException();

    /// <summary>Events of the latest accepted command (after construction: VenueOpened); empty after a refusal.</summary>
    public EventBuffer Events => throw new NotSupportedException();

    /// <summary>Accepted commands so far.</summary>
    public long Sequence => throw new NotSupportedException();

    /// <summary>The chained hash of all events: 32 bytes.</summary>
    public ReadOnlySpan<byte> EventHash => throw new NotSupportedException();

    /// <summary>SHA-256 of the state: 32 bytes.</summary>
    public byte[] StateHash() => throw new NotSupportedException();

    /// <summary>The whole state as bytes.</summary>
    public byte[] Snapshot() => throw new NotSupportedException();

    /// <summary>An engine from a snapshot.</summary>
    public static MarginEngine Restore(ReadOnlySpan<byte> snapshot) => throw new NotSupportedException();

    /// <summary>How many account numbers are in use: ids run from 0 to this − 1.</summary>
    public int AccountCount => throw new NotSupportedException();

    /// <summary>What the account is.</summary>
    public AccountKind KindOf(AccountId account) => throw new NotSupportedException();

    /// <summary>Where the account stands.</summary>
    public AccountCondition ConditionOf(AccountId account) => throw new NotSupportedException();

    /// <summary>Equity, NLV, IM, MM.</summary>
    public AccountMargin MarginOf(AccountId account) => throw new NotSupportedException();

    /// <summary>A ledger balance.</summary>
    public Money Balance(AccountId account, AssetId asset) => throw new NotSupportedException();

    /// <summary>Signed quantity and signed exact cost; zero when there is no position.</summary>
    public (Quantity Quantity, Money Cost) PositionOf(AccountId account, InstrumentId instrument) => throw new NotSupportedException();

    /// <summary>The account that carries the isolated position, if the mode is isolated; otherwise the account itself.</summary>
    public AccountId MarginUnitOf(AccountId account, InstrumentId instrument) => throw new NotSupportedException();

    /// <summary>The insurance fund of a settlement asset, or null.</summary>
    public AccountId? InsuranceFundOf(AssetId asset) => throw new NotSupportedException();

    /// <summary>The most of an asset that may leave an account now.</summary>
    public Money Withdrawable(AccountId account, AssetId asset) => throw new NotSupportedException();

    /// <summary>The largest order (unsigned) that would be accepted now at this limit; side: +1 buy, −1 sell.</summary>
    public Quantity LargestOrder(AccountId account, InstrumentId instrument, int side, Price limit) => throw new NotSupportedException();

    /// <summary>The mark price; zero when there is none.</summary>
    public Price MarkPrice(InstrumentId instrument) => throw new NotSupportedException();

    /// <summary>The index price; zero when there is none.</summary>
    public Price IndexPrice(IndexId index) => throw new NotSupportedException();
}
