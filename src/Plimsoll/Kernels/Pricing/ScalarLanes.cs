using System.Runtime.CompilerServices;

namespace Plimsoll.Kernels.Pricing;

/// <summary>One double.</summary>
internal readonly struct ScalarLanes : ILanes<double>
{
    public static int Count => 1;

    public static double All(double number) => number;

    public static double Load(ref readonly double from, nuint place) => Unsafe.Add(ref Unsafe.AsRef(in from), place);

    public static void Store(double numbers, ref double to, nuint place) => Unsafe.Add(ref to, place) = numbers;

    public static double Add(double a, double b) => a + b;

    public static double Subtract(double a, double b) => a - b;

    public static double Multiply(double a, double b) => a * b;

    public static double Divide(double a, double b) => a / b;

    public static double Fused(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    public static double Magnitude(double a) => Math.Abs(a);

    public static double NotBelow(double a, double floor) => a > floor ? a : floor;

    public static double WherePositive(double condition, double yes, double no) => condition > 0 ? yes : no;

    public static double Scale(double number, double power) =>
        BitConverter.Int64BitsToDouble(unchecked(BitConverter.DoubleToInt64Bits(number) + (BitConverter.DoubleToInt64Bits(power) << 52)));
}
