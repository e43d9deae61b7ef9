using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Server.Tests.Api.Events;

/// <summary>One event of each kind, made from its constructor: a kind that is added is here by itself.</summary>
internal static class SampleEvents
{
    /// <summary>The order that events name.</summary>
    public const long Order = 77_001;

    /// <summary>The trade that events name.</summary>
    public const long Trade = (1L << 62) + 5;

    /// <summary>The change that events name.</summary>
    public const int Ticket = 7;

    /// <summary>All types of events.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [.. typeof(IEvent).Assembly.GetTypes().Where(type => type.IsValueType && typeof(IEvent).IsAssignableFrom(type)).OrderBy(KindOf)];

    public static EventKind KindOf(Type type) =>
        (EventKind)type.GetProperty(nameof(IEvent.Kind), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>Kind and body as they stand in a buffer.</summary>
    /// <param name="type">The type of the event.</param>
    /// <param name="first">The account it names first.</param>
    /// <param name="second">The account it names second.</param>
    public static byte[] Of(Type type, AccountId first, AccountId second)
    {
        var constructor = type.GetConstructors().Single(each => each.GetParameters().Length > 0);
        var accounts = new Queue<AccountId>([first, second, first]);
        var values = constructor.GetParameters().Select(parameter => Value(parameter, accounts)).ToArray();
        return (byte[])
            typeof(SampleEvents)
                .GetMethod(nameof(Bytes), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .Invoke(null, [constructor.Invoke(values)])!;
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged, IEvent
    {
        var bytes = new byte[sizeof(ushort) + Unsafe.SizeOf<T>()];
        var kind = (ushort)T.Kind;
        MemoryMarshal.Write(bytes, in kind);
        MemoryMarshal.Write(bytes.AsSpan(sizeof(ushort)), in value);
        return bytes;
    }

    private static object Value(ParameterInfo parameter, Queue<AccountId> accounts)
    {
        var type = parameter.ParameterType;
        if (type == typeof(AccountId))
            return accounts.Dequeue();

        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();

        return parameter.Name switch
        {
            "TradeId" => Trade,
            "Ticket" => Ticket,
            "Owner" or "Source" or "Reference" when type == typeof(int) || type == typeof(byte) || type == typeof(long) =>
                Convert.ChangeType(0, type),
            _ => Whole(type),
        };
    }

    private static object Whole(Type type) =>
        type switch
        {
            _ when type == typeof(OrderId) => new OrderId(Order),
            _ when type == typeof(Money) => new Money(1_234),
            _ when type == typeof(Quantity) => new Quantity(-5),
            _ when type == typeof(Price) => new Price(100),
            _ when type == typeof(Rate) => new Rate(1_250_000),
            _ when type == typeof(Leverage) => new Leverage(1_050),
            _ when type == typeof(Timestamp) => Timestamp.FromMilliseconds(1_600_000_000_123),
            _ when type == typeof(SurfaceSlice) => new SurfaceSlice(
                Timestamp.FromMilliseconds(1_700_000_000_000),
                101_500_000_000,
                new(40_000_000_000, 100_000_000_000, -300_000_000_000, 50_000_000_000, 200_000_000_000)
            ),
            _ when type == typeof(Int128) => (Int128)42,
            _ when type == typeof(long) => 3L,
            _ when type == typeof(int) => 3,
            _ when type == typeof(byte) => (byte)3,
            _ => Activator.CreateInstance(type)!,
        };
}
