using System.Globalization;

namespace Plimsoll.Host.Machine;

/// <summary>Trade ids that are no numbers: each gets one above all that matching engines give out, and is known at least as long as the engine keeps the trade.</summary>
internal sealed class TradeLabels
{
    /// <summary>Numbers from here on stand for texts.</summary>
    public const long First = 1L << 62;

    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _texts = [];
    private readonly Queue<string> _order = new();
    private long _next = First;

    /// <summary>The number that a trade of this id has, or will get: one below 2^62 is its own.</summary>
    /// <param name="label">The id.</param>
    /// <param name="coming">Ids of the same command that have no number yet; a new one is added.</param>
    public long NumberOf(string label, List<string> coming)
    {
        if (label[0] != '0' && long.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < First)
            return number;

        if (_numbers.TryGetValue(label, out number))
            return number;

        var place = coming.IndexOf(label);
        if (place < 0)
        {
            place = coming.Count;
            coming.Add(label);
        }

        return _next + place;
    }

    /// <summary>Gives out the next number.</summary>
    /// <param name="label">The id.</param>
    /// <param name="kept">How many ids are kept.</param>
    public void Add(string label, int kept)
    {
        Add(label);
        while (_order.Count > kept)
        {
            _numbers.Remove(_order.Dequeue(), out var number);
            _texts.Remove(number);
        }
    }

    /// <summary>The text behind a number, among the latest; null for one that is its own.</summary>
    public string? Of(long number) => _texts.GetValueOrDefault(number);

    public void Write(ByteWriter writer)
    {
        writer.Write(_next);
        writer.Write(_order.Count);
        foreach (var label in _order)
        {
            writer.Write(label);
        }
    }

    public void Read(ref ByteReader reader)
    {
        var next = reader.ReadInt64();
        var count = reader.ReadCount(4);
        _next = next - count;
        for (var i = 0; i < count; i++)
        {
            Add(reader.ReadText());
        }
    }

    private void Add(string label)
    {
        _numbers[label] = _next;
        _texts[_next++] = label;
        _order.Enqueue(label);
    }
}
