using System.Buffers.Binary;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;

namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>One venue in three engines: one knows by certificates whom a price cannot hurt, one scans its columns, the other looks at everybody.</summary>
internal sealed class EnginePair
{
    private readonly List<double> _certifiedSeconds = [];
    private readonly List<double> _publishedSeconds = [];
    private readonly List<double> _fullSeconds = [];
    private readonly List<double> _columnsSeconds = [];
    private long _ticks;

    public EnginePair(VenueParameters venue)
    {
        Certified = new(venue);
        Full = MarginEngine.Follow(Certified.Events, SolvencyScan.Full);
        Columns = new(venue, SolvencyScan.Columns);
    }

    public MarginEngine Certified { get; private set; }

    public MarginEngine Full { get; private set; }

    public MarginEngine Columns { get; private set; }

    /// <summary>What each measured tick took, in seconds of processor time, with what is renewed after its events are there.</summary>
    public IReadOnlyList<double> CertifiedSeconds => _certifiedSeconds;

    /// <summary>The same until its events are there to be published.</summary>
    public IReadOnlyList<double> PublishedSeconds => _publishedSeconds;

    /// <summary>The same of the full scan, where it was asked.</summary>
    public IReadOnlyList<double> FullSeconds => _fullSeconds;

    /// <summary>The same of the columnar scan.</summary>
    public IReadOnlyList<double> ColumnsSeconds => _columnsSeconds;

    /// <summary>What all must agree on: the chained hash of all events.</summary>
    public IReadOnlyList<(string Name, Func<ulong> Value)> Checks(string name) =>
        [
            (name, () => BinaryPrimitives.ReadUInt64BigEndian(Certified.EventHash)),
            (name, () => BinaryPrimitives.ReadUInt64BigEndian(Full.EventHash)),
            (name, () => BinaryPrimitives.ReadUInt64BigEndian(Columns.EventHash)),
        ];

    /// <summary>Decided by two, followed by the one that would look at everybody; not measured.</summary>
    public void Prepare(Command command)
    {
        Require(Certified.Apply(command), command);
        Full.FollowOn(Certified.Events);
        Require(Columns.Apply(command), command);
    }

    /// <summary>Decided by all; not measured.</summary>
    public void Both(Command command)
    {
        Require(Certified.Apply(command), command);
        Require(Full.Apply(command), command);
        Require(Columns.Apply(command), command);
    }

    /// <summary>A tick, decided by all and measured. Who goes first alternates, so that none always finds the caches as another left them.</summary>
    public void Tick(Command tick)
    {
        for (var i = 0; i < 3; i++)
        {
            switch ((_ticks + i) % 3)
            {
                case 0:
                    MeasureCertified(tick);
                    break;
                case 1:
                    Measure(Full, tick, _fullSeconds);
                    break;
                default:
                    Measure(Columns, tick, _columnsSeconds);
                    break;
            }
        }

        _ticks++;
    }

    /// <summary>A tick that the engine that looks at everybody only follows.</summary>
    public void TickFollowed(SubmitQuotes tick)
    {
        MeasureCertified(tick);
        Measure(Columns, tick, _columnsSeconds);
        Full.FollowOn(Certified.Events);
    }

    /// <summary>A tick that the other follows, and the bytes that the certified engine allocates in it.</summary>
    public long AllocatedBy(Command tick)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Certified.Apply(tick);
        Certified.Renew();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(result, tick);
        Full.FollowOn(Certified.Events);
        Require(Columns.Apply(tick), tick);
        return bytes;
    }

    public void Forget()
    {
        _certifiedSeconds.Clear();
        _publishedSeconds.Clear();
        _fullSeconds.Clear();
        _columnsSeconds.Clear();
    }

    /// <summary>Bytes of the state, and of what certificates add to it. Ends the engines that scan, and leaves empty ones in their places.</summary>
    public (long State, long Certificates) Memory(long before)
    {
        Columns = new(new VenueParameters { Numeraire = default });
        var both = GC.GetTotalMemory(forceFullCollection: true);
        Full = new(new VenueParameters { Numeraire = default });
        var one = GC.GetTotalMemory(forceFullCollection: true);
        return (both - one, one - before - (both - one));
    }

    /// <summary>All engines as they are after a restart: from snapshots, knowing nothing of whom they need not look at.</summary>
    public void Restart() =>
        (Certified, Full, Columns) = (
            MarginEngine.Restore(Certified.Snapshot()),
            MarginEngine.Restore(Full.Snapshot(), SolvencyScan.Full),
            MarginEngine.Restore(Columns.Snapshot(), SolvencyScan.Columns)
        );

    private void MeasureCertified(Command tick)
    {
        var start = ProcessorClock.Seconds;
        var result = Certified.Apply(tick);
        _publishedSeconds.Add(ProcessorClock.Seconds - start);
        Certified.Renew();
        _certifiedSeconds.Add(ProcessorClock.Seconds - start);
        Require(result, tick);
    }

    private static void Measure(MarginEngine engine, Command tick, List<double> seconds)
    {
        var start = ProcessorClock.Seconds;
        var result = engine.Apply(tick);
        engine.Renew();
        seconds.Add(ProcessorClock.Seconds - start);
        Require(result, tick);
    }

    private static void Require(CommandResult result, Command command)
    {
        if (!result.IsAccepted)
            throw new InvalidOperationException($"{command} was refused: {result}.");
    }
}
