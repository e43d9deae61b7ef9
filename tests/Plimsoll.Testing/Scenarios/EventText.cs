using System.Reflection;
using Plimsoll.Engine.Events;

namespace Plimsoll.Testing.Scenarios;

/// <summary>Prints events by name and fields, for logs and golden files.</summary>
public static class EventText
{
    private static readonly Dictionary<EventKind, MethodInfo> Readers = typeof(IEvent)
        .Assembly.GetTypes()
        .Where(type => type.IsValueType && typeof(IEvent).IsAssignableFrom(type))
        .ToDictionary(
            type => (EventKind)type.GetProperty(nameof(IEvent.Kind), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!,
            type => typeof(EventText).GetMethod(nameof(Print), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
        );

    private delegate string Printer(EventView view);

    /// <summary>One event as a line.</summary>
    public static string Of(EventView view) => Readers[view.Kind].CreateDelegate<Printer>()(view);

    private static string Print<T>(EventView view)
        where T : unmanaged, IEvent => view.As<T>().ToString()!;
}
