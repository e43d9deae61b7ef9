namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>How many triggers one command may take, and how many certificates it may try to make.</summary>
/// <param name="LeastTaken">Triggers, however few accounts there are.</param>
/// <param name="TakenShare">One more for each so many accounts.</param>
/// <param name="LeastMade">Certificates, however few accounts there are.</param>
/// <param name="MadeShare">One more for each so many accounts.</param>
internal readonly record struct CertificateLimits(int LeastTaken, int TakenShare, int LeastMade, int MadeShare)
{
    /// <summary>What was measured to keep the worst tick near one scan: docs/benchmarks.md, "Tick checks".</summary>
    public static CertificateLimits Usual { get; } = new(64, 16, 64, 32);

    /// <summary>The most triggers that a command may take at a venue of so many accounts.</summary>
    public int Taken(int accounts) => LeastTaken + (accounts / TakenShare);

    /// <summary>The most certificates that it may try to make.</summary>
    public int Made(int accounts) => LeastMade + (accounts / MadeShare);
}
