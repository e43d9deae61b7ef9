using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Plimsoll.Engine;

/// <summary>Assertions that are on in every build.</summary>
internal static class Invariant
{
    /// <summary>Halts the engine when <paramref name="condition"/> does not hold.</summary>
    public static void Require(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string? expression = null
    )
    {
        if (!condition)
        {
            Throw(expression);
        }
    }

    [DoesNotReturn]
    private static void Throw(string? expression) => throw new InvariantViolationException($"Expected: {expression}.");
}
