namespace Plimsoll.Kernels.Pricing;

/// <summary>The few operations that a formula is written in, once for every width.</summary>
/// <remarks>All are IEEE operations lane by lane, so that the widths cannot differ. Multiplication and addition are fused only where <see cref="Fused"/> says so.</remarks>
/// <typeparam name="TReal">A double, or a vector of them.</typeparam>
internal interface ILanes<TReal>
    where TReal : struct
{
    /// <summary>Doubles in one.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TReal All(double number);

    static abstract TReal Load(ref readonly double from, nuint place);

    static abstract void Store(TReal numbers, ref double to, nuint place);

    static abstract TReal Add(TReal a, TReal b);

    static abstract TReal Subtract(TReal a, TReal b);

    static abstract TReal Multiply(TReal a, TReal b);

    static abstract TReal Divide(TReal a, TReal b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TReal Fused(TReal a, TReal b, TReal c);

    static abstract TReal Magnitude(TReal a);

    /// <summary>a where a > floor, else the floor.</summary>
    static abstract TReal NotBelow(TReal a, TReal floor);

    /// <summary>Lane by lane, <paramref name="yes"/> where the condition is above zero.</summary>
    static abstract TReal WherePositive(TReal condition, TReal yes, TReal no);

    /// <summary>number · 2^k, with k in the low bits of <paramref name="power"/>: 1.5 · 2^52 + k. Nothing is checked.</summary>
    static abstract TReal Scale(TReal number, TReal power);
}
