using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;

namespace Plimsoll.Load.Crash;

/// <summary>What the records of a journal mean, once more: the engine, and beside it as little as it takes to follow names. Shares nothing with the host but the form of entries.</summary>
internal sealed class IndependentReplay
{
    private readonly HashSet<(int Actor, string Key)> _answered = [];
    private readonly Dictionary<string, int> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<(AccountId Account, string Label), OrderId> _orders = [];

    /// <summary>The engine, once the venue was opened.</summary>
    public MarginEngine? Engine { get; private set; }

    public Dictionary<string, AccountId> Accounts { get; } = new(StringComparer.Ordinal);

    public void Apply(in HostEntry entry)
    {
        if (entry is { Kind: EntryKind.Opened, Command: ChangeVenue { Parameters: { } rules } })
            Engine = new(rules);
        else if (entry.Kind is EntryKind.Command or EntryKind.LabelledOrder && IsFirst(entry) && Named(entry) is { } command)
            Run(command, entry);
    }

    private bool IsFirst(in HostEntry entry) => entry.IdempotencyKey is not { } key || _answered.Add((entry.Actor, key));

    /// <summary>The command by numbers; null for one that names refuse before the engine sees it.</summary>
    private Command? Named(HostEntry entry) =>
        entry.Command switch
        {
            OpenAccount when entry.Labels.Count > 0 && Accounts.ContainsKey(entry.Labels[0]) => null,
            OpenAccount open when entry.Labels.Count > 0 => open with { Owner = OwnerOf(entry.Labels[1]) },
            PlaceOrder order when entry.Labels.Count > 0 && _orders.ContainsKey((order.Account, entry.Labels[0])) => null,
            CancelOrder cancel when entry.Kind == EntryKind.LabelledOrder => _orders.TryGetValue(
                (entry.Account, entry.Labels[0]),
                out var order
            )
                ? cancel with
                {
                    Order = order,
                }
                : null,
            var command => command,
        };

    private void Run(Command command, in HostEntry entry)
    {
        if (!Engine!.Apply(command).IsAccepted)
            return;

        if (command is OpenAccount && entry.Labels.Count > 0)
        {
            Accounts[entry.Labels[0]] = new(Engine.AccountCount - 1);
            _owners.TryAdd(entry.Labels[1], _owners.Count);
        }

        for (var i = 0; i < Engine.Events.Count; i++)
        {
            var view = Engine.Events[i];
            if (view.Kind == EventKind.OrderPlaced && command is PlaceOrder placed && entry.Labels.Count > 0)
                _orders[(placed.Account, entry.Labels[0])] = view.As<OrderPlaced>().Order;
            else if (view.Kind == EventKind.OrderClosed)
                Forget(view.As<OrderClosed>().Order);
        }
    }

    private void Forget(OrderId closed)
    {
        foreach (var name in _orders.Where(order => order.Value == closed).Select(order => order.Key).ToList())
        {
            _orders.Remove(name);
        }
    }

    private int OwnerOf(string name) => _owners.TryGetValue(name, out var owner) ? owner : _owners.Count;
}
