using System.Reflection;
using System.Reflection.Emit;

namespace Plimsoll.Architecture.Tests;

/// <summary>Reads the instructions of a compiled method.</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OpCode> ByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>The operation codes of a method, in order; none when it has no body.</summary>
    public static IEnumerable<OpCode> Of(MethodBase method) => Walk(method).Select(step => step.Code);

    /// <summary>The classes that a method makes objects of.</summary>
    public static IEnumerable<Type> CreatedBy(MethodBase method)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return from step in Walk(method)
            where step.Code == OpCodes.Newobj
            select method.Module.ResolveMethod(step.Token, typeArguments, arguments)!.DeclaringType!;
    }

    /// <summary>The methods and constructors that a method calls or takes the address of.</summary>
    public static IEnumerable<MethodBase> CalledBy(MethodBase method)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return from step in Walk(method) where step.Token != 0 select method.Module.ResolveMethod(step.Token, typeArguments, arguments)!;
    }

    private static IEnumerable<(OpCode Code, int Token)> Walk(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];

        for (var at = 0; at < il.Length; )
        {
            var value = il[at] == 0xFE ? 0xFE00 | il[at + 1] : il[at];
            var code = ByValue[value];

            at += code.Size;
            var token = code.OperandType == OperandType.InlineMethod ? BitConverter.ToInt32(il, at) : 0;
            at += OperandSize(code, il, at);

            yield return (code, token);
        }
    }

    private static int OperandSize(OpCode code, byte[] il, int at) =>
        code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
            _ => 4,
        };
}
