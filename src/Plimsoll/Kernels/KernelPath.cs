namespace Plimsoll.Kernels;

/// <summary>How wide a kernel computes. Every width gives the same integers and the same bits.</summary>
public enum KernelPath
{
    /// <summary>One number at a time: what the others are compared with.</summary>
    Scalar = 0,

    /// <summary>Four doubles or 64-bit integers at a time (AVX2).</summary>
    Vector256 = 1,

    /// <summary>Eight at a time (AVX-512).</summary>
    Vector512 = 2,
}
