using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Tests.Machine;

/// <summary>Whose answers are forgotten, and when.</summary>
public sealed class IdempotencyBookTests
{
    [Fact, Trait("Criterion", "HOST-010")]
    public void Who_asks_much_forgets_its_own_and_nobody_elses()
    {
        var book = new IdempotencyBook(100);
        book.Add(1, "mine", 7, At(1));
        for (var i = 0; i < 1_000; i++)
        {
            book.Add(2, $"theirs-{i}", 8, At(2 + i));
        }

        Assert.Equal(100, book.Count);
        Assert.True(book.TryFind(1, "mine", At(2_000).At, out var digest, out _));
        Assert.Equal((UInt128)7, digest);
        Assert.True(book.TryFind(2, "theirs-999", At(2_000).At, out _, out _));
        Assert.False(book.TryFind(2, "theirs-900", At(2_000).At, out _, out _));
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void After_a_day_an_answer_is_forgotten_and_what_was_written_is_read_again()
    {
        var book = new IdempotencyBook(100);
        const long Day = 24 * 3_600;
        book.Add(1, "a", 1, At(0));
        book.Add(2, "b", 2, At(10));

        Assert.True(book.TryFind(1, "a", At(Day).At, out _, out _));
        Assert.False(book.TryFind(1, "a", At(Day + 1).At, out _, out _));
        book.Add(1, "c", 3, At(Day + 1));
        Assert.Equal(2, book.Count);

        var (writer, again) = (new ByteWriter(), new ByteWriter());
        book.Write(writer);
        var read = new IdempotencyBook(100);
        var reader = new ByteReader(writer.Written);
        read.Read(ref reader, 2);
        read.Write(again);
        Assert.Equal(writer.Written.ToArray(), again.Written.ToArray());
    }

    private static Outcome At(long seconds) => new(1, new(seconds * 1_000_000_000), 0, null, Money.Zero, 0, false);
}
