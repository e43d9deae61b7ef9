using System.Runtime.Intrinsics;

namespace Plimsoll.Kernels;

/// <summary>Which widths this processor has.</summary>
/// <remarks>Asking the processor is no breach of determinism: the answer changes how long a result takes and no bit of it (docs/spec/0021-kernels.md, KERN-001).</remarks>
public static class KernelPaths
{
    /// <summary>Every width, the plainest first. Each of them runs on every machine, if slowly where the processor lacks it.</summary>
    public static ReadOnlySpan<KernelPath> All => [KernelPath.Scalar, KernelPath.Vector256, KernelPath.Vector512];

    /// <summary>The widest that the processor has.</summary>
    public static KernelPath Widest =>
        Vector512.IsHardwareAccelerated ? KernelPath.Vector512
        : Vector256.IsHardwareAccelerated ? KernelPath.Vector256
        : KernelPath.Scalar;
}
