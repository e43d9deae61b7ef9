using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Host.Machine;
using Plimsoll.Testing;
using Plimsoll.Values;
using Outcome = Plimsoll.Host.Requests.Outcome;

namespace Plimsoll.Host.Tests.Machine;

/// <summary>Whose answers are forgotten, and when.</summary>
public sealed class IdempotencyBookTests
{
    private const long Day = 24 * 3_600;

    [Fact, Trait("Criterion", "HOST-010")]
    public void Who_asks_much_forgets_its_own_and_nobody_elses()
    {
        var book = new IdempotencyBook(100, 400);
        book.Add(1, "mine", 7, At(1));
        for (var i = 0; i < 1_000; i++)
        {
            book.Add(2, $"theirs-{i}", 8, At(10 * i));
        }

        Assert.Equal(100, book.Count);
        Assert.True(book.TryFind(1, "mine", At(10_000).At, out var digest, out _));
        Assert.Equal((UInt128)7, digest);
        Assert.True(book.TryFind(2, "theirs-999", At(10_000).At, out _, out _));
        Assert.False(book.TryFind(2, "theirs-900", At(10_000).At, out _, out _));
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void What_was_answered_within_two_minutes_is_known_whatever_others_do()
    {
        var book = new IdempotencyBook(100, 400);
        for (var i = 0; i < 200; i++)
        {
            book.Add(2 + (i % 20), $"theirs-{i}", 8, At(i));
        }

        // It has the most, so before anything else it would be its own that goes.
        book.Add(1, "pay", 7, At(200));
        for (var i = 0; i < 150; i++)
        {
            book.Add(1, $"other-{i}", 8, At(201));
        }

        book.Add(2, "last", 8, At(320));
        var inTime = book.TryFind(1, "pay", At(320).At, out _, out _);
        book.Add(2, "too late", 8, At(321));

        Assert.True(inTime);
        Assert.False(book.TryFind(1, "pay", At(321).At, out _, out _));
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void Who_has_little_forgets_what_is_old_only_where_all_others_is_young()
    {
        var book = new IdempotencyBook(100, 400);
        book.Add(1, "old", 7, At(0));
        for (var i = 0; i < 99; i++)
        {
            book.Add(2, $"{i}", 8, At(150));
        }

        Assert.True(book.TryFind(1, "old", At(150).At, out _, out _));
        book.Add(2, "one more", 8, At(150));
        Assert.False(book.TryFind(1, "old", At(150).At, out _, out _));
        Assert.Equal(100, book.Count);
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void However_young_they_are_there_are_only_so_many()
    {
        var book = new IdempotencyBook(100, 400);
        book.Add(1, "mine", 7, At(0));
        for (var i = 0; i < 1_000; i++)
        {
            book.Add(2, $"{i}", 8, At(1));
        }

        Assert.Equal(400, book.Count);
        Assert.True(book.TryFind(1, "mine", At(1).At, out _, out _));
        Assert.True(book.TryFind(2, "601", At(1).At, out _, out _));
        Assert.False(book.TryFind(2, "600", At(1).At, out _, out _));
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void What_is_over_a_day_old_takes_nobodys_place()
    {
        var book = new IdempotencyBook(100, 400);
        for (var i = 0; i < 90; i++)
        {
            book.Add(1 + (i / 10), $"{i}", 8, At(0));
        }

        for (var i = 0; i < 100; i++)
        {
            book.Add(99, $"{i}", 8, At((30 * Day) + (200 * i)));
        }

        Assert.Equal(100, book.Count);
        Assert.True(book.TryFind(99, "0", At((30 * Day) + 20_000).At, out _, out _));
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void However_many_come_of_age_at_once_a_request_forgets_a_few()
    {
        var book = new IdempotencyBook(100, 400);
        for (var i = 0; i < 300; i++)
        {
            book.Add(i % 7, $"{i}", 8, At(0));
        }

        book.Add(8, "one", 8, At(121));
        var afterOne = book.Count;
        book.Add(8, "two", 8, At(Day + 1));

        Assert.Equal(301 - 16, afterOne);
        Assert.Equal(afterOne + 1 - 16, book.Count);
        Assert.False(book.TryFind(5, "299", At(Day + 1).At, out _, out _)); // there, and not known any more
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void After_a_day_an_answer_is_forgotten_and_its_key_free()
    {
        var book = new IdempotencyBook(100, 400);
        for (var i = 0; i < 50; i++)
        {
            book.Add(1, $"{i}", 1, At(0));
        }

        Assert.True(book.TryFind(1, "49", At(Day).At, out _, out _));
        Assert.False(book.TryFind(1, "49", At(Day + 1).At, out _, out _));
        book.Add(1, "49", 3, At(Day + 1));
        book.Add(1, "other", 3, At(Day + 2));
        Assert.Equal(2, book.Count);
        Assert.True(book.TryFind(1, "49", At(Day + 2).At, out var digest, out _));
        Assert.Equal((UInt128)3, digest);
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void What_is_remembered_is_the_same_after_a_snapshot_at_any_record_and_what_the_rule_says() =>
        Prop.ForAll(
                Steps.ArrayOf().Resize(120).ToArbitrary(),
                steps =>
                {
                    var (live, read) = (new IdempotencyBook(8, 20), new IdempotencyBook(8, 20));
                    var plain = new PlainBook(8, 20);
                    long now = 0;
                    foreach (var (actor, key, wait, isSnapshot) in steps)
                    {
                        now += wait;
                        var isKnown = live.TryFind(actor, key, At(now).At, out _, out _);
                        Assert.Equal(isKnown, read.TryFind(actor, key, At(now).At, out _, out _));
                        Assert.Equal(isKnown, plain.Knows(actor, key, now));
                        if (!isKnown)
                        {
                            live.Add(actor, key, 1, At(now));
                            read.Add(actor, key, 1, At(now));
                            plain.Add(actor, key, now);
                        }

                        if (isSnapshot)
                            read = Again(read);

                        Assert.Equal(Bytes(live), Bytes(read));
                        Assert.Equal(plain.Count, live.Count);
                    }
                }
            )
            .Check(Exploration.Of(1_000));

    private static Gen<(int Actor, string Key, long Wait, bool IsSnapshot)> Steps =>
        from actor in Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Choose(2, 6)))
        from key in Gen.Choose(1, 40)
        from wait in Gen.Frequency(
            (20, Gen.Constant(0L)),
            (10, Gen.Choose(1, 40).Select(each => (long)each)),
            (3, Gen.Elements(60L, 120, 121)),
            (1, Gen.Elements(3_600L, Day - 100, Day, Day + 1))
        )
        from snapshot in Gen.Choose(0, 4)
        select (actor, $"{key}", wait, snapshot == 0);

    private static IdempotencyBook Again(IdempotencyBook book)
    {
        var read = new IdempotencyBook(8, 20);
        var reader = new ByteReader(Bytes(book));
        read.Read(ref reader, 2);
        return read;
    }

    private static byte[] Bytes(IdempotencyBook book)
    {
        var writer = new ByteWriter();
        book.Write(writer);
        return writer.Written.ToArray();
    }

    private static Outcome At(long seconds) => new(1, new(seconds * 1_000_000_000), 0, null, Money.Zero, 0, false);

    /// <summary>The rule again, over a list that is searched each time.</summary>
    private sealed class PlainBook(int usual, int most)
    {
        private readonly List<(int Actor, string Key, long At)> _all = [];

        public int Count => _all.Count;

        public bool Knows(int actor, string key, long now) =>
            _all.Any(each => each.Actor == actor && each.Key == key && now - each.At <= Day);

        public void Add(int actor, string key, long now)
        {
            while (_all.Any(each => each.Actor == actor && each.Key == key))
            {
                _all.Remove(OldestOf(actor));
            }

            _all.Add((actor, key, now));
            for (var i = 0; i < 16 && ToForget(now) is { } old; i++)
            {
                _all.Remove(old);
            }
        }

        private (int, string, long)? ToForget(long now)
        {
            var oldest = OldestOf(_all.MinBy(each => (each.At, each.Actor)).Actor);
            if (now - oldest.At > Day)
                return oldest;

            if (_all.Count <= usual)
                return null;

            var greatest = OldestOf(_all.GroupBy(each => each.Actor).MaxBy(each => (each.Count(), each.Key))!.Key);
            return now - greatest.At > 120 ? greatest
                : now - oldest.At > 120 ? oldest
                : _all.Count > most ? greatest
                : null;
        }

        private (int Actor, string Key, long At) OldestOf(int actor) => _all.First(each => each.Actor == actor);
    }
}
