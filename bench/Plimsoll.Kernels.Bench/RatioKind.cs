namespace Plimsoll.Kernels.Bench;

/// <summary>How two cases are made one number.</summary>
internal enum RatioKind
{
    /// <summary>Rates: ours ÷ theirs, at least the target.</summary>
    Rates,

    /// <summary>Times: theirs ÷ ours, how many times as fast ours is; at least the target.</summary>
    SpeedUp,

    /// <summary>Times: ours ÷ theirs, at most the target.</summary>
    Costs,
}
