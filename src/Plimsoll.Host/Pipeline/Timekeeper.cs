using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Pipeline;

/// <summary>What has to happen by the clock, as commands like all others: time passes, funding falls due, futures and options expire.</summary>
internal sealed class Timekeeper : IDisposable
{
    private static readonly Duration Again = Duration.FromMinutes(1);

    private readonly VenueHost _host;
    private readonly HostOptions _options;
    private readonly EmergencyStop _halt;
    private readonly ITimer? _timer;
    private readonly Dictionary<InstrumentId, Timestamp> _expired = [];
    private int _isBusy;

    public Timekeeper(VenueHost host, HostOptions options, EmergencyStop halt)
    {
        (_host, _options, _halt) = (host, options, halt);
        if (options.Heartbeat > TimeSpan.Zero)
            _timer = options.Clock.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => _timer?.Change(_options.Heartbeat, _options.Heartbeat);

    public void Dispose() => _timer?.Dispose();

    private void Beat()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
            return;

        try
        {
            var now = _options.Clock.Now();
            _host.TrySubmit(HostEntry.Of(new AdvanceTime(now)), null);
            foreach (var command in _host.Read(now, Due))
            {
                // What was not even taken is not waited for.
                if (_host.TrySubmit(HostEntry.Of(command), null) != HostReason.None && command is ExpireInstrument expiry)
                    _expired.Remove(expiry.Instrument);
            }
        }
        catch (HostHaltedException)
        {
            // Time stands still.
        }
        catch (Exception cause)
        {
            // A venue whose time stands still without a word would miss what falls due.
            _halt.Pull(cause);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>What was refused, as without a delivery price, is asked again after a while, not at every beat.</summary>
    private bool IsTime(InstrumentId instrument, Timestamp now)
    {
        if (_expired.TryGetValue(instrument, out var asked) && now - asked < Again)
            return false;

        _expired[instrument] = now;
        return true;
    }

    /// <summary>Due commands; when one was sent already and not yet applied, the engine refuses the second.</summary>
    private List<Command> Due(VenueMachine machine, Timestamp now)
    {
        now = now < machine.Now ? machine.Now : now;
        var due = new List<Command>();
        for (ushort i = 0; i < machine.Engine.InstrumentCount; i++)
        {
            var id = new InstrumentId(i);
            var view = machine.Engine.View(id);
            if (view.Trading == Engine.Views.TradingState.Closed)
                continue;

            // Without a mark it would be refused; it is settled when the mark is back.
            if (view.NextFunding != Timestamp.Never && view.NextFunding <= now && view.Mark.IsPositive)
                due.Add(new SettleFunding(now, id));

            if (view.Parameters.HasExpiry && view.Parameters.Expiry <= now && IsTime(id, now))
                due.Add(new ExpireInstrument(now, id));
        }

        return due;
    }
}
