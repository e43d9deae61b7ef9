using System.Reflection;
using System.Runtime.CompilerServices;

namespace Plimsoll.Architecture.Tests;

/// <summary>Who keeps the engine honest computes by itself: the auditor and the naive model read the engine's records and call none of its arithmetic.</summary>
/// <remarks>Read from the compiled code. What they may use of the two core projects carries data: constructors, stored properties, comparisons, copies.</remarks>
public sealed class IndependenceTests
{
    private const string Engine = "MarginEngine";
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What else may be used: names, events as they were recorded, and what a record holds.</summary>
    private static readonly HashSet<string> Excepted = new(StringComparer.Ordinal)
    {
        "AccountId.get_BadDebt",
        "AccountId.get_Clearing",
        "AccountId.get_Conversion",
        "AccountId.get_Fees",
        "AccountId.get_Outside",
        "AccountId.get_Rounding",
        "Black76.Price", // these four define the mark of an option, in spec 0020
        "PortfolioRule.Of", // these two define what a scheme asks, in spec 0017
        "PortfolioRequirement.At",
        "DeterministicMath.Exp",
        "DeterministicMath.Log",
        "VolatilitySurface.Volatility",
        "EventBuffer.get_Item",
        "EventView.As",
        "HaircutLadder.get_Rungs",
        "HaircutLadder.Uniform", // a placeholder, to compare the rest of two records
        "IEvent.get_Kind",
        "MarginSchedule.Maintenance", // of other schedules than tiers, as spec 0011 says
        "TierSchedule.get_Rows",
        "Money.get_IsZero",
        "Quantity.get_Sign",
        "RiskTierTable.get_Tiers",
        "Timestamp.get_Never",
    };

    /// <summary>These lay model and engine side by side, and so ask the engine.</summary>
    private static readonly string[] Comparing = ["Lockstep", "EngineComparison"];

    [Theory]
    [InlineData("Plimsoll.Simulation", "Plimsoll.Simulation.Audit")]
    [InlineData("Plimsoll.Testing", "Plimsoll.Testing.Naive")]
    public void Shares_no_arithmetic_with_the_engine(string project, string space)
    {
        var types = Repository
            .Load(project)
            .GetTypes()
            .Where(type => string.Equals(type.Namespace, space, StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(types);
        Report.Empty(types.SelectMany(Findings), $"{space} leans on what it is to check:");
    }

    [Fact]
    public void Finds_whoever_leans_on_the_engine()
    {
        var leaning = Repository.Load("Plimsoll.Simulation").GetType("Plimsoll.Simulation.Replay.AccountLines", throwOnError: true)!;

        Assert.Contains(Findings(leaning), finding => finding.EndsWith("MarginExplanation.Of", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Findings(Type type) =>
        from method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))
        from called in Instructions.CalledBy(method)
        where IsCore(called.DeclaringType) && !CarriesData(called)
        let member = $"{called.DeclaringType!.Name}.{called.Name}"
        where !Excepted.Contains(member)
        where called.DeclaringType!.Name is not Engine || !Comparing.Contains(Outermost(type).Name, StringComparer.Ordinal)
        select $"{type.Name}.{method.Name} calls {member}";

    private static bool IsCore(Type? type) => type?.Assembly.GetName().Name is "Plimsoll" or "Plimsoll.Engine";

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool CarriesData(MethodBase called) =>
        called.DeclaringType!.IsVisible
        && (
            called is ConstructorInfo
            || called.Name
                is "op_Equality"
                    or "op_Inequality"
                    or "op_LessThan"
                    or "op_LessThanOrEqual"
                    or "op_GreaterThan"
                    or "op_GreaterThanOrEqual"
            || called.Name is "<Clone>$"
            || (called.IsSpecialName && called.IsDefined(typeof(CompilerGeneratedAttribute)))
        );
}
