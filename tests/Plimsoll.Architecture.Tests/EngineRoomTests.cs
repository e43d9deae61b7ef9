using System.Reflection;

namespace Plimsoll.Architecture.Tests;

/// <summary>The rooms of the engine know each other through their constructors, and one place alone puts them together: ADR-0004.</summary>
public sealed class EngineRoomTests
{
    private const string Wiring = "Plimsoll.Engine.EngineRooms";

    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static Type[] Types => Repository.Load("Plimsoll.Engine").GetTypes();

    [Fact]
    public void Only_the_wiring_makes_a_room()
    {
        var rooms = Rooms().ToHashSet();

        Report.Empty(
            from type in Types
            where type.FullName != Wiring
            from method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))
            from created in Instructions.CreatedBy(method)
            where rooms.Contains(created)
            select $"{type.FullName}.{method.Name} makes a {created.Name}",
            "Rooms are made in EngineRooms and handed over:"
        );
    }

    [Fact]
    public void The_wiring_makes_every_room()
    {
        var wiring = Types.Single(type => type.FullName == Wiring);
        var made = wiring.GetConstructors(Declared).SelectMany(Instructions.CreatedBy).ToHashSet();

        // What this test takes for a room is what it says: were nothing found, the test above would hold for no reason.
        Assert.True(Rooms().Count() > 15);
        Report.Empty(Rooms().Where(room => !made.Contains(room)).Select(room => room.FullName!), "Made by nobody:");
    }

    /// <summary>No room keeps anything beside the state: a static field that can change would be a second one.</summary>
    [Fact]
    public void Nothing_in_the_core_is_static_and_changes() =>
        Report.Empty(
            from project in new[] { "Plimsoll", "Plimsoll.Engine" }
            from type in Repository.Load(project).GetTypes()
            where !type.Name.StartsWith('<')
            from field in type.GetFields(Declared)
            where field is { IsStatic: true, IsInitOnly: false, IsLiteral: false }
            select $"{type.FullName}.{field.Name}",
            "Static and not read-only:"
        );

    /// <summary>A room decides: it is given the context or the state when it is made.</summary>
    private static IEnumerable<Type> Rooms() =>
        from type in Types
        where type.IsClass && type.FullName != Wiring && type.Name is not ("EngineContext" or "MarginEngine")
        where type.GetConstructors(Declared).Any(constructor => constructor.GetParameters().Any(IsOfEngine))
        select type;

    private static bool IsOfEngine(ParameterInfo parameter) => parameter.ParameterType.Name is "EngineContext" or "EngineState";
}
