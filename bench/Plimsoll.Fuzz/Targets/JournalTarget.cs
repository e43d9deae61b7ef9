using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Fuzz.Targets;

/// <summary>A journal's files, the entries in its records, and the bytes of commands and events. Damage is told, or the file reads as it was; nothing else.</summary>
internal sealed class JournalTarget : IFuzzTarget
{
    private const int Segment = 4 << 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-fuzz-").FullName;
    private readonly FileStorage _storage;
    private readonly EntryDecoder _entries = new();
    private readonly EventBuffer _events = new();
    private readonly byte[] _whole;
    private long _taken;
    private long _refused;

    public JournalTarget()
    {
        _storage = FileStorage.Take(_folder);
        var seeds = new List<byte[]>();
        var encoder = new EntryEncoder();
        using (var writer = JournalWriter.Open(_storage, new() { SegmentBytes = Segment }, out _))
        {
            foreach (var entry in Entries())
            {
                var bytes = encoder.Encode(entry).ToArray();
                seeds.Add(bytes);
                writer.Append(1, bytes);
                writer.Commit();
            }
        }

        Name = _storage.List()[0];
        _whole = File.ReadAllBytes(Path.Combine(_folder, Name));
        Seeds = [_whole, .. seeds];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } = ["\u0001\u0000\u0000\u0000", "PLIMJRNL", "\0\0\0\0\0\0\0\0", "\u007f\u007f\u007f\u007f"];

    public string Summary => $"{_taken:N0} taken, {_refused:N0} refused";

    private string Name { get; }

    public ValueTask<string?> TryAsync(byte[] input)
    {
        Try(() => _entries.Decode(input));
        Try(() => CommandDecoder.Decode(input));
        Try(() => _events.Load(input));
        if (input.Length < Segment / 2)
            return default;

        File.WriteAllBytes(Path.Combine(_folder, Name), input);
        Try(() => JournalReader.Verify(_storage));
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    private void Try(Action read)
    {
        try
        {
            read();
            _taken++;
        }
        catch (Exception refusal)
            when (refusal is EntryFormatException or CommandFormatException or EventFormatException or JournalCorruptedException)
        {
            _refused++;
        }
    }

    private static IEnumerable<HostEntry> Entries()
    {
        yield return HostEntry.Of(new OpenAccount(new(1), 0, AccountKind.User), "alice", "alice");
        yield return HostEntry.Of(new DepositCollateral(new(1), new(16), new(0), new(5))) with
        {
            IdempotencyKey = "key",
            Actor = 3,
        };
        yield return HostEntry.Of(new PlaceOrder(new(1), new(16), new(0), new(5), new(100), false, 0), "mine");
        yield return HostEntry.OfLabelled(new CancelOrder(new(1), default), new(16), "mine");
        yield return HostEntry.Of(
            new RecordTrades(new(1), new TradeLeg[] { new(1, new(0), new(5), new(100), new(16), new(1), new(17), default) }),
            "t"
        );
        yield return HostEntry.Of(
            new SubmitQuotes(
                new(1),
                new IndexQuote[] { new(new(0), 0, new(1), new(2)) },
                new BookQuote[] { new(new(0), new(1), new(2), new(1)) }
            )
        );
        yield return HostEntry.OfNote(new byte[] { 1, 2, 3 });
        yield return HostEntry.Propose(new PauseVenue(new(1)));
        yield return HostEntry.Approve(3);
    }
}
