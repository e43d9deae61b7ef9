using System.Globalization;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Lists by pages.</summary>
internal static class Pages
{
    public const int Most = 1_000;

    /// <summary>How many of a list are asked for.</summary>
    public static int Limit(int limit, int most = Most) =>
        limit >= 1 && limit <= most ? limit : throw Refusals.Bad("limit", $"expected 1 to {most}.");

    /// <summary>The page behind a place in a list that was read whole.</summary>
    /// <param name="all">The list.</param>
    /// <param name="name">What an item is called in <c>after</c>.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">After which.</param>
    /// <param name="sequence">After which record it holds.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> all, Func<T, string> name, int limit, string? after, long sequence)
    {
        var most = Limit(limit);
        var first = 0;
        if (after is not null)
        {
            while (first < all.Count && !string.Equals(name(all[first]), after, StringComparison.Ordinal))
            {
                first++;
            }

            if (first == all.Count)
                throw Refusals.Unknown("after", "entry", after, "Send what the page before gave as next.");

            first++;
        }

        var items = all.Skip(first).Take(most).ToArray();
        return new(items, first + items.Length < all.Count ? name(items[^1]) : null, sequence);
    }

    /// <summary>The page behind a number, of a list in the order of its numbers: one that has left the list meanwhile is no hindrance.</summary>
    /// <param name="all">The list.</param>
    /// <param name="number">The number of an item.</param>
    /// <param name="show">An item as it is answered.</param>
    /// <param name="page">How many, and after which.</param>
    /// <param name="sequence">After which record it holds.</param>
    public static Page<T> OfNumbered<TSource, T>(
        IEnumerable<TSource> all,
        Func<TSource, long> number,
        Func<TSource, T> show,
        PageRequest page,
        long sequence
    )
    {
        var (most, after) = (Limit(page.Limit), page.After is { } text ? Number(text, "after") : 0);
        var found = all.Where(each => number(each) > after).Take(most + 1).ToList();
        var items = found.Take(most).Select(show).ToArray();
        return new(items, found.Count > most ? EventWriter.Digits(number(found[most - 1])) : null, sequence);
    }

    /// <summary>A number that is sent as text, as all numbers that are names.</summary>
    public static long Number(string text, string field) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusals.Bad(field, "expected digits, as an answer gave them.");
}
