using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;

namespace Plimsoll.Host.Machine;

/// <summary>Client order ids of open orders, each unique within its account.</summary>
internal sealed class OrderLabels
{
    private readonly Dictionary<(AccountId Account, string Label), OrderId> _orders = [];
    private readonly Dictionary<OrderId, (AccountId Account, string Label)> _labels = [];

    public bool IsEmpty => _labels.Count == 0;

    public bool TryFind(AccountId account, string label, out OrderId order) => _orders.TryGetValue((account, label), out order);

    public string? Of(OrderId order) => _labels.TryGetValue(order, out var found) ? found.Label : null;

    public void Add(AccountId account, string label, OrderId order)
    {
        _orders[(account, label)] = order;
        _labels[order] = (account, label);
    }

    public void Remove(OrderId order)
    {
        if (_labels.Remove(order, out var found))
            _orders.Remove(found);
    }

    public void Write(ByteWriter writer)
    {
        writer.Write(_labels.Count);
        foreach (var (order, (account, label)) in _labels.OrderBy(entry => entry.Key.Value))
        {
            writer.Write(order.Value);
            writer.Write(account.Value);
            writer.Write(label);
        }
    }

    public void Read(ref ByteReader reader)
    {
        for (var left = reader.ReadCount(16); left > 0; left--)
        {
            var order = new OrderId(reader.ReadInt64());
            var account = new AccountId(reader.ReadInt32());
            Add(account, reader.ReadText(), order);
        }
    }
}
