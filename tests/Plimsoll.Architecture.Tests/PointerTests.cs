using System.Reflection;

namespace Plimsoll.Architecture.Tests;

/// <summary>Pointers stay in the kernels: everywhere else memory is the runtime's affair.</summary>
public sealed class PointerTests
{
    private const string Kernels = "Plimsoll.Kernels";

    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("Plimsoll")]
    [InlineData("Plimsoll.Engine")]
    public void Only_kernels_have_pointers(string project) =>
        Report.Empty(
            Repository.Load(project).GetTypes().Where(type => !IsKernel(type)).SelectMany(Findings),
            $"Pointers in {project}, outside {Kernels}:"
        );

    [Fact]
    public void Finds_pointers_where_there_are_some() =>
        Assert.NotEmpty(Repository.Load("Plimsoll").GetTypes().Where(IsKernel).SelectMany(Findings));

    private static bool IsKernel(Type type) => type.Namespace?.StartsWith(Kernels, StringComparison.Ordinal) == true;

    private static IEnumerable<string> Findings(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => field.FieldType.IsPointer))
        {
            yield return $"{type.FullName}.{field.Name}";
        }

        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            var types = method.GetParameters().Select(parameter => parameter.ParameterType);
            var locals = method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [];
            if (types.Concat(locals).Any(local => local.IsPointer))
                yield return $"{type.FullName}.{method.Name}";
        }
    }
}
