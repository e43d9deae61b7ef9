using System.Globalization;
using Microsoft.Extensions.Logging;
using Plimsoll.Host;

namespace Plimsoll.Server.Hosting;

/// <summary>Tells when the machine's clock is not followed any more, and when it is again, once each.</summary>
internal sealed partial class ClockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly SteadyClock _clock;
    private readonly ILogger _log;
    private readonly Lock _turn = new();
    private readonly ITimer _timer;
    private bool _isTold;

    /// <summary>Looks at once, and each second.</summary>
    public ClockWatch(SteadyClock clock, ILogger log)
    {
        (_clock, _log) = (clock, log);
        Look();
        _timer = clock.CreateTimer(_ => Look(), null, Pace, Pace);
    }

    /// <summary>What an operator should know of the machine's clock now, a sentence; empty while it is followed.</summary>
    public static IReadOnlyList<string> Warnings(SteadyClock clock)
    {
        var (off, standsStill) = (clock.Off, clock.StandsStill);
        if (off.Duration() <= clock.MaxStep)
            return [];

        var seconds = off.Duration().TotalSeconds.ToString("N0", CultureInfo.InvariantCulture);
        if (standsStill)
            return
            [
                $"the machine's clock is {seconds} s before the latest record: the venue's time stands still until it is there. Correct the machine's clock.",
            ];

        var (where, otherwise) =
            off > TimeSpan.Zero
                ? ("ahead of", "; or, if it is right, restart the server, which takes its time then.")
                : ("behind", ". A restart would let the venue's time stand still until the machine's is there.");
        return
        [
            $"the machine's clock has leapt: it is {seconds} s {where} the venue's time, which goes on without it. Correct the machine's clock{otherwise}",
        ];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>Tells what has changed since the last look.</summary>
    internal void Look()
    {
        lock (_turn)
        {
            var warnings = Warnings(_clock);
            if (warnings.Count > 0 && !_isTold)
                Warn(_log, warnings[0]);
            else if (warnings.Count == 0 && _isTold)
                Follow(_log);

            _isTold = warnings.Count > 0;
        }
    }

    [LoggerMessage(EventId = 4111, Level = LogLevel.Warning, Message = "{Sentence}")]
    private static partial void Warn(ILogger log, string sentence);

    [LoggerMessage(EventId = 4112, Level = LogLevel.Warning, Message = "the machine's clock is followed again.")]
    private static partial void Follow(ILogger log);
}
