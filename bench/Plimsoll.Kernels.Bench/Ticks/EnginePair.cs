using System.Buffers.Binary;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>One venue in two engines: one knows by certificates whom a price cannot hurt, the other looks at everybody.</summary>
internal sealed class EnginePair
{
    private readonly List<double> _certifiedSeconds = [];
    private readonly List<double> _fullSeconds = [];
    private long _ticks;

    public EnginePair(VenueParameters venue)
    {
        Certified = new(venue);
        Full = MarginEngine.Follow(Certified.Events, SolvencyScan.Full);
    }

    public MarginEngine Certified { get; }

    public MarginEngine Full { get; private set; }

    /// <summary>What each measured tick took, in seconds of processor time.</summary>
    public IReadOnlyList<double> CertifiedSeconds => _certifiedSeconds;

    /// <summary>The same of the full scan, where it was asked.</summary>
    public IReadOnlyList<double> FullSeconds => _fullSeconds;

    /// <summary>What both must agree on: the chained hash of all events.</summary>
    public IReadOnlyList<(string Name, Func<ulong> Value)> Checks(string name) =>
        [
            (name, () => BinaryPrimitives.ReadUInt64BigEndian(Certified.EventHash)),
            (name, () => BinaryPrimitives.ReadUInt64BigEndian(Full.EventHash)),
        ];

    /// <summary>Decided by one, followed by the other; not measured.</summary>
    public void Prepare(Command command)
    {
        Require(Certified.Apply(command), command);
        Full.FollowOn(Certified.Events);
    }

    /// <summary>Decided by both; not measured.</summary>
    public void Both(Command command)
    {
        Require(Certified.Apply(command), command);
        Require(Full.Apply(command), command);
    }

    /// <summary>A tick, decided by both and measured. Who goes first alternates, so that neither always finds the caches as the other left them.</summary>
    public void Tick(Command tick)
    {
        if (_ticks++ % 2 == 0)
        {
            Measure(Certified, tick, _certifiedSeconds);
            Measure(Full, tick, _fullSeconds);
        }
        else
        {
            Measure(Full, tick, _fullSeconds);
            Measure(Certified, tick, _certifiedSeconds);
        }
    }

    /// <summary>A tick that only the certified engine is measured on; the other follows.</summary>
    public void TickFollowed(SubmitQuotes tick)
    {
        Measure(Certified, tick, _certifiedSeconds);
        Full.FollowOn(Certified.Events);
    }

    /// <summary>A tick that the other follows, and the bytes that the certified engine allocates in it.</summary>
    public long AllocatedBy(Command tick)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Certified.Apply(tick);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(result, tick);
        Full.FollowOn(Certified.Events);
        return bytes;
    }

    public void Forget()
    {
        _certifiedSeconds.Clear();
        _fullSeconds.Clear();
    }

    /// <summary>Bytes of the state, and of what certificates add to it. Ends the full scan's engine, and leaves an empty one in its place.</summary>
    public (long State, long Certificates) Memory(long before)
    {
        var both = GC.GetTotalMemory(forceFullCollection: true);
        Full = new(new VenueParameters { Numeraire = default });
        var one = GC.GetTotalMemory(forceFullCollection: true);
        return (both - one, one - before - (both - one));
    }

    private static void Measure(MarginEngine engine, Command tick, List<double> seconds)
    {
        var start = ProcessorClock.Seconds;
        var result = engine.Apply(tick);
        seconds.Add(ProcessorClock.Seconds - start);
        Require(result, tick);
    }

    private static void Require(CommandResult result, Command command)
    {
        if (!result.IsAccepted)
            throw new InvalidOperationException($"{command} was refused: {result}.");
    }
}
