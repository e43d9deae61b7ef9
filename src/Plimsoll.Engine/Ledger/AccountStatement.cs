using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Values;

namespace Plimsoll.Engine.Ledger;

/// <summary>Everything that moved one account's money, folded from events alone; any span of it adds up from opening to closing balance.</summary>
/// <remarks>Source: docs/spec/0005-ledger.md (LEDG-005). It needs every event since the account was opened, or its balances at the start.</remarks>
/// <param name="account">Whose statement.</param>
public sealed class AccountStatement(AccountId account)
{
    private readonly List<StatementEntry> _entries = [];
    private readonly Dictionary<AssetId, Money> _balances = [];
    private Timestamp _now;

    /// <summary>Every line so far, in order.</summary>
    public IReadOnlyList<StatementEntry> Entries => _entries;

    /// <summary>The account's balance in an asset now.</summary>
    public Money Balance(AssetId asset) => _balances.GetValueOrDefault(asset);

    /// <summary>Lines from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).</summary>
    public IReadOnlyList<StatementEntry> Between(Timestamp from, Timestamp to) =>
        [.. _entries.Where(entry => entry.At >= from && entry.At < to)];

    /// <summary>The balance in an asset just before a moment.</summary>
    public Money BalanceBefore(AssetId asset, Timestamp moment) =>
        _entries.LastOrDefault(entry => entry.Asset == asset && entry.At < moment)?.Balance ?? Money.Zero;

    /// <summary>Takes the events of one command.</summary>
    public void Add(EventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(events);
        for (var i = 0; i < events.Count; i++)
        {
            var view = events[i];
            if (view.Kind == EventKind.CommandAccepted)
            {
                _now = view.As<CommandAccepted>().At;
            }
            else if (view.Kind == EventKind.MoneyPosted)
            {
                Add(view.As<MoneyPosted>());
            }
        }
    }

    private void Add(in MoneyPosted posted)
    {
        if (posted.From == account)
        {
            Add(posted, -posted.Amount, posted.To);
        }

        if (posted.To == account)
        {
            Add(posted, posted.Amount, posted.From);
        }
    }

    private void Add(in MoneyPosted posted, Money amount, AccountId counterparty)
    {
        var balance = Balance(posted.Asset) + amount;
        _balances[posted.Asset] = balance;
        _entries.Add(
            new(
                _now,
                posted.Sequence,
                posted.Asset,
                amount,
                balance,
                counterparty,
                posted.Reason,
                posted.Reference,
                posted.ParametersVersion
            )
        );
    }
}
