using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Plimsoll.Engine.Events;

namespace Plimsoll.Testing.Scenarios;

/// <summary>The first event of a command in which two engines differ, in words: whoever reads of a mismatch wants to know what happened, to which account.</summary>
public static class EventDifference
{
    private static readonly ConcurrentDictionary<EventKind, Reader> Readers = new();

    private delegate string Reader(ReadOnlySpan<byte> body);

    /// <summary>Says it.</summary>
    /// <param name="first">What one engine is called.</param>
    /// <param name="ours">Its events.</param>
    /// <param name="second">What the other is called.</param>
    /// <param name="theirs">Its events.</param>
    /// <returns>A line; one that says so when the events are the same.</returns>
    public static string Between(string first, EventBuffer ours, string second, EventBuffer theirs)
    {
        for (var i = 0; i < Math.Max(ours.Count, theirs.Count); i++)
        {
            var (one, other) = (Text(ours, i), Text(theirs, i));
            if (one != other || !ours[i].Body.SequenceEqual(theirs[i].Body))
            {
                return string.Create(CultureInfo.InvariantCulture, $"event {i + 1}: {first} {one}; {second} {other}");
            }
        }

        return "the events of this command are the same, but for parameters; those before it were not";
    }

    private static string Text(EventBuffer events, int i) =>
        i < events.Count
            ? Readers.GetOrAdd(events[i].Kind, ReaderOf)(events[i].Body)
            : string.Create(CultureInfo.InvariantCulture, $"no more after {events.Count}");

    /// <summary>Events are structs named after their kind, and records tell their fields themselves.</summary>
    private static Reader ReaderOf(EventKind kind) =>
        typeof(EventKind).Assembly.GetType($"{typeof(EventKind).Namespace}.{kind}") is { IsValueType: true } type
            ? typeof(EventDifference)
                .GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .CreateDelegate<Reader>()
            : body => $"{kind} {Convert.ToHexStringLower(body)}";

    private static string Read<T>(ReadOnlySpan<byte> body)
        where T : unmanaged => MemoryMarshal.Read<T>(body).ToString()!;
}
