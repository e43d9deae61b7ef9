using System.Reflection;
using System.Runtime.CompilerServices;
using Plimsoll.Engine.Events;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>Events are hashed and stored as the bytes they are in memory: no byte of them may be padding, and every kind must be told.</summary>
public sealed class EventLayoutTests
{
    public static TheoryData<Type> Events =>
        [.. typeof(IEvent).Assembly.GetTypes().Where(type => type.IsValueType && typeof(IEvent).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_has_no_padding(Type type) => Assert.Equal(SizeOfFields(type), SizeOf(type));

    [Fact]
    public void Each_kind_has_one_type()
    {
        var kinds = Events.Select(row =>
            (EventKind)row.Data.GetProperty(nameof(IEvent.Kind), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!
        );

        Assert.Equal(Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None).Order(), kinds.Order());
    }

    private static int SizeOfFields(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(Int128))
        {
            return SizeOf(type);
        }

        return type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Sum(field => SizeOfFields(field.FieldType));
    }

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
