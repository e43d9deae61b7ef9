using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Testing;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Host.Tests.Entries;

/// <summary>Entries as bytes: what was written is what is read, for good, and nothing else is read as one.</summary>
public sealed class EntryCodecTests
{
    private static readonly HostEntry[] OneOfEach =
    [
        HostEntry.Open(new ChangeVenue(new(1), new() { Numeraire = Scenario.Usd }, new(1))),
        HostEntry.Of(new DepositCollateral(new(7), new(16), Scenario.Usd, new(5))) with
        {
            Actor = 3,
            IdempotencyKey = "key-1",
        },
        HostEntry.OfLabelled(new CancelOrder(new(8), default), new(16), "mine"),
        HostEntry.OfNote(new byte[] { 1, 2, 3 }) with
        {
            Actor = 1,
        },
        HostEntry.Propose(new AdvanceTime(new(9))) with
        {
            Actor = 1,
            IdempotencyKey = "ключ",
        },
        HostEntry.Propose(
            new ChangeVenue(new(9), new() { Numeraire = Scenario.Usd, TradesKept = 7 }, new(11)),
            new VenueParameters { Numeraire = Scenario.Usd }
        ) with
        {
            Actor = 1,
        },
        HostEntry.Approve(12) with
        {
            Actor = 2,
        },
        HostEntry.Withdraw(13) with
        {
            Actor = 2,
        },
        Former(EntryKind.StartedFormerly, ["1.0.0"], 0, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()),
        Former(EntryKind.WitnessFormerly, [], 14, Enumerable.Range(32, 32).Select(i => (byte)i).ToArray()),
        HostEntry.Start("1.1.0", Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()),
        HostEntry.Witness(14, Enumerable.Range(32, 32).Select(i => (byte)i).ToArray()),
        HostEntry.Skip(15, "bug 41"),
        HostEntry.Restore(16, 20),
    ];

    internal static HostEntry Former(EntryKind kind, string[] labels, long subject, byte[] hash) =>
        HostEntry.Decoded(kind, 0, null, labels, default, subject, null, hash, 0);

    private readonly EntryEncoder _encoder = new();
    private readonly EntryDecoder _decoder = new();

    [Fact, Trait("Criterion", "HOST-009")]
    public void Bytes_of_form_1_stay_readable()
    {
        var lines = File.ReadAllLines(Kept());
        var written = OneOfEach.Select(entry => $"{entry.Kind} {Convert.ToHexStringLower(_encoder.Encode(entry))}");

        Assert.Equal(lines, written);
        foreach (var line in lines)
        {
            var bytes = Convert.FromHexString(line.Split(' ')[1]);

            var read = _decoder.Decode(bytes);
            Assert.Equal(bytes, _encoder.Encode(read).ToArray());
            Assert.True(read.IdempotencyKey is null || read.Digest == _encoder.Digest(read));
        }

        Assert.Equal(Enum.GetValues<EntryKind>().Where(kind => kind != EntryKind.None), OneOfEach.Select(entry => entry.Kind).Distinct());
    }

    [Fact, Trait("Criterion", "HOST-009")]
    public void What_is_read_is_what_was_written() =>
        Prop.ForAll<int, NonNull<string>, NonNull<string>>(
                (number, key, label) =>
                {
                    var entry = HostEntry.Of(
                        new PlaceOrder(new(5), new(number & 0xFFFF), new(1), new(number), new(7), false, 0),
                        label.Get
                    ) with
                    {
                        Actor = number,
                        IdempotencyKey = key.Get,
                    };
                    if (Bytes(entry) is not { } bytes)
                        return true;

                    var read = _decoder.Decode(bytes);
                    return read.Kind == entry.Kind
                        && read.Actor == number
                        && read.IdempotencyKey == key.Get
                        && read.Labels.SequenceEqual(entry.Labels)
                        && entry.Command!.Equals(read.Command)
                        && bytes.AsSpan().SequenceEqual(_encoder.Encode(read))
                        && read.Digest == _encoder.Digest(read);
                }
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "HOST-010")]
    public void The_digest_is_of_everything_but_the_time()
    {
        UInt128 Digest(HostEntry entry)
        {
            _encoder.Encode(entry);
            return _encoder.Digest(entry);
        }

        var entry = OneOfEach[1];

        var rules = new VenueParameters { Numeraire = Scenario.Usd };
        var change = new ChangeVenue(default, rules with { TradesKept = 7 }, default);

        Assert.Equal(Digest(entry), Digest(entry.At(new(99))));
        // Nor of what it was made from: sent again, it may have been made from what it brought about.
        Assert.Equal(Digest(HostEntry.Propose(change)), Digest(HostEntry.Propose(change, rules)));
        Assert.Equal(Digest(HostEntry.Propose(change)), Digest(HostEntry.Propose(change, rules with { TradesKept = 9 })));
        Assert.NotEqual(Digest(HostEntry.Propose(change)), Digest(HostEntry.Propose(change with { Parameters = rules }, rules)));
        Assert.NotEqual(Digest(entry), Digest(entry with { Actor = 4 }));
        Assert.NotEqual(
            Digest(entry),
            Digest(HostEntry.Of(new DepositCollateral(new(7), new(16), Scenario.Usd, new(6))) with { Actor = 3, IdempotencyKey = "key-1" })
        );
    }

    [Fact, Trait("Criterion", "HOST-010"), Trait("Criterion", "HOST-009")]
    public void What_is_known_by_what_was_asked_is_the_same_whatever_came_of_it()
    {
        HostEntry[] entries =
        [
            HostEntry.Of(new AmendOrder(new(1), new(7), new(5), new(6))),
            HostEntry.Of(new AmendOrder(new(2), new(8), new(-5), new(60))),
            HostEntry.Propose(new AdvanceTime(new(9))),
        ];
        foreach (var entry in entries.Select(each => each.KnownBy(UInt128.MaxValue / 3) with { Actor = 1, IdempotencyKey = "k" }))
        {
            var read = _decoder.Decode(_encoder.Encode(entry));

            Assert.Equal(UInt128.MaxValue / 3, _encoder.Digest(entry));
            Assert.Equal(UInt128.MaxValue / 3, read.Digest);
            Assert.Equal(entry.Command, read.Command);
        }

        var broken = HostEntry.Of(new AmendOrder(new(1), new(7), new(5), new(6)), "no digest") with { IdempotencyKey = "k" };
        var bytes = _encoder.Encode(broken).ToArray();
        Assert.Throws<EntryFormatException>(() => _encoder.Digest(broken));
        Assert.Throws<EntryFormatException>(() => _decoder.Decode(bytes));
    }

    [Fact, Trait("Criterion", "HOST-009")]
    public void Any_other_bytes_are_refused_as_such()
    {
        var dice = new Random(9);
        var (refused, read) = (0, 0);
        foreach (var entry in OneOfEach)
        {
            var whole = _encoder.Encode(entry).ToArray();
            for (var length = 0; length < whole.Length; length++)
            {
                _ = IsEntry(whole[..length]) ? read++ : refused++;
            }

            for (var round = 0; round < 20_000; round++)
            {
                var damaged = (byte[])whole.Clone();
                for (var i = dice.Next(1, 4); i > 0; i--)
                {
                    damaged[dice.Next(damaged.Length)] = (byte)dice.Next(256);
                }

                _ = IsEntry(damaged) ? read++ : refused++;
            }
        }

        for (var round = 0; round < 200_000; round++)
        {
            var bytes = new byte[dice.Next(0, 100)];
            dice.NextBytes(bytes);
            if (bytes.Length > 2 && dice.Next(2) == 0)
                (bytes[0], bytes[1]) = (1, (byte)dice.Next(1, 18));

            _ = IsEntry(bytes) ? read++ : refused++;
        }

        Assert.True(refused > 200_000 && read > 500, $"{refused} refused, {read} read");
    }

    private bool IsEntry(byte[] bytes)
    {
        try
        {
            _decoder.Decode(bytes);
            return true;
        }
        catch (EntryFormatException)
        {
            return false;
        }
    }

    private byte[]? Bytes(HostEntry entry)
    {
        try
        {
            return _encoder.Encode(entry).ToArray();
        }
        catch (EntryFormatException)
        {
            return null;
        }
    }

    private static string Kept([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "entries-form-1.txt");
}
