using System.Reflection;

namespace Plimsoll.Architecture.Tests;

/// <summary>Money never passes through a floating-point number.</summary>
/// <remarks>A banned-symbols list cannot say this: it sees the type <c>System.Double</c> but not the keyword <c>double</c>.</remarks>
public sealed class ExactArithmeticTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Rooms of the pricing and risk kernels, which need exp, log and the normal distribution, and of the engine that asks them (docs/adr/0003).</summary>
    private static readonly string[] InexactNamespaces =
    [
        "Plimsoll.Numerics",
        "Plimsoll.Pricing",
        "Plimsoll.Kernels.Pricing",
        "Plimsoll.Margin.Lognormal",
        "Plimsoll.Surfaces",
        "Plimsoll.Surfaces.Calibration",
        "Plimsoll.Margin.Portfolio",
        "Plimsoll.Margin.Scenarios",
        "Plimsoll.Margin.Scenarios.Books",
        "Plimsoll.Margin.Scenarios.Bounds",
        "Plimsoll.Margin.Scenarios.Charges",
        "Plimsoll.Margin.Scenarios.Shocks",
        "Plimsoll.Margin.Scenarios.Vectors",
        "Plimsoll.Margin.Liquidity",
        "Plimsoll.Margin.Stress",
        "Plimsoll.Margin.ValueAtRisk",
        "Plimsoll.Margin.ValueAtRisk.Backtests",
        "Plimsoll.Margin.ValueAtRisk.Combinations",
        "Plimsoll.Margin.ValueAtRisk.Correlations",
        "Plimsoll.Margin.ValueAtRisk.MonteCarlo",
        "Plimsoll.Margin.ValueAtRisk.Procyclicality",
        "Plimsoll.Margin.ValueAtRisk.Sensitivities",
        "Plimsoll.Margin.ValueAtRisk.Volatility",
        "Plimsoll.Engine.Snapshots.Schemes",
        "Plimsoll.Engine.Solvency.Certificates.Windows",
        "Plimsoll.Engine.Solvency.Portfolios",
        "Plimsoll.Engine.Venue.Schemes",
    ];

    /// <summary>Members that may use floating point, as <c>Namespace.Type.Member</c>, each with its reason. There is none.</summary>
    private static readonly HashSet<string> Excepted = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("Plimsoll")]
    [InlineData("Plimsoll.Engine")]
    public void The_core_computes_in_integers_outside_its_kernels(string project) =>
        Report.Empty(
            Repository
                .Load(project)
                .GetTypes()
                .Where(type => !InexactNamespaces.Contains(type.Namespace, StringComparer.Ordinal))
                .SelectMany(Findings),
            $"Floating point in {project}:"
        );

    [Fact]
    public void Finds_floating_point_wherever_it_hides()
    {
        var found = Findings(typeof(InexactSample)).ToList();

        Assert.All(
            InexactSample.Members,
            member => Assert.Contains(found, finding => finding.Contains("." + member, StringComparison.Ordinal))
        );
        Assert.DoesNotContain(found, finding => finding.Contains(nameof(InexactSample.Exact), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Findings(Type type) =>
        from finding in InFields(type).Concat(InProperties(type)).Concat(InMethods(type))
        let member = $"{type.FullName}.{finding.Member}"
        where !Excepted.Contains(member)
        select $"{member}: {finding.What}";

    private static IEnumerable<(string Member, string What)> InFields(Type type) =>
        from field in type.GetFields(Declared)
        where IsInexact(field.FieldType)
        select (field.Name, "field");

    private static IEnumerable<(string Member, string What)> InProperties(Type type) =>
        from property in type.GetProperties(Declared)
        where IsInexact(property.PropertyType)
        select (property.Name, "property");

    private static IEnumerable<(string Member, string What)> InMethods(Type type)
    {
        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            if (method is MethodInfo { ReturnType: var returned } && IsInexact(returned))
                yield return (method.Name, "return value");

            if (method.GetParameters().Any(parameter => IsInexact(parameter.ParameterType)))
                yield return (method.Name, "parameter");

            if (method.GetMethodBody()?.LocalVariables.Any(local => IsInexact(local.LocalType)) == true)
                yield return (method.Name, "local");

            // An optimised body keeps intermediate values on the stack, where only the instructions show them.
            if (Instructions.Of(method).Any(code => IsInexact(code.Name!)))
                yield return (method.Name, "instruction");
        }
    }

    private static bool IsInexact(string instruction) =>
        instruction.EndsWith(".r4", StringComparison.Ordinal)
        || instruction.EndsWith(".r8", StringComparison.Ordinal)
        || instruction.EndsWith(".r.un", StringComparison.Ordinal);

    private static bool IsInexact(Type type) =>
        type == typeof(double)
        || type == typeof(float)
        || type == typeof(Half)
        || (type.HasElementType && IsInexact(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(IsInexact));
}
