namespace Plimsoll.Simulation.Audit;

/// <summary>The auditor's own division: an integer quotient rounded down or up, by a positive divisor.</summary>
/// <remarks>Written apart from the engine's on purpose: a fault that both share would go unseen.</remarks>
internal static class AuditMath
{
    public const long Billion = 1_000_000_000;

    public static Int128 Down(Int128 dividend, Int128 divisor)
    {
        if (divisor == 1)
        {
            return dividend;
        }

        if (IsShort(dividend) && IsShort(divisor))
        {
            var (shortQuotient, shortRest) = Math.DivRem((long)dividend, (long)divisor);
            return shortRest < 0 ? shortQuotient - 1 : shortQuotient;
        }

        var quotient = dividend / divisor;
        return quotient * divisor > dividend ? quotient - 1 : quotient;
    }

    public static Int128 Up(Int128 dividend, Int128 divisor) => -Down(-dividend, divisor);

    public static Int128 TenTo(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    public static Int128 CommonDivisor(Int128 a, Int128 b) => b == 0 ? a : CommonDivisor(b, a % b);

    private static bool IsShort(Int128 value) => value >= long.MinValue && value <= long.MaxValue;
}
