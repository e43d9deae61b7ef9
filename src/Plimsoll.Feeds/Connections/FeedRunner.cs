using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Recording;

namespace Plimsoll.Feeds.Connections;

/// <summary>Listens to one source until it is stopped, whatever happens to its connections.</summary>
/// <remarks>docs/spec/0030-feeds.md. Each connection begins with a fresh subscription; nothing is carried over but the latest stamps, which never go back.</remarks>
public sealed class FeedRunner
{
    private readonly FeedSource _source;
    private readonly IFeedConnector _connector;
    private readonly IRawRecorder? _recorder;
    private readonly FeedClock _clock;
    private readonly HealthRecord _health;
    private readonly FeedIntake _intake;
    private readonly Backoff _backoff;
    private int _endpoint;

    /// <summary>Prepares to listen.</summary>
    /// <param name="source">What to listen to.</param>
    /// <param name="connector">Makes connections.</param>
    /// <param name="quotes">Takes the quotes that pass, such as <see cref="QuoteBoard.Put"/>.</param>
    /// <param name="tools">Clock, jitter, and what else may be there.</param>
    /// <exception cref="ArgumentException">The source names no venue or market that is known.</exception>
    public FeedRunner(FeedSource source, IFeedConnector connector, QuoteHandler quotes, FeedTools tools)
    {
        _source = VenueCatalog.Complete(source);
        _connector = connector;
        _recorder = tools.Recorder;
        _clock = new(tools.Clock);
        _health = new(source.Name, source.Venue, _source.Limits!.AgeMax);
        _intake = new(_source, _health, tools.Watch, quotes);
        _backoff = new(_source.Limits!, tools.Jitter);
    }

    /// <summary>How the source stands now. From any thread.</summary>
    public FeedHealth Health() => _health.At(_clock.Now);

    /// <summary>Listens until <paramref name="cancellation"/>, and then returns.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ConnectAndListenAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (FeedConnectionException fault)
            {
                await RestAsync(fault, cancellation).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A fault of one source must not take the others, or the venue, with it: it is told in its health.
            catch (Exception e)
#pragma warning restore CA1031
            {
                var fault = new FeedConnectionException(FeedProblem.Fault, $"{e.GetType().Name}: {e.Message}", inner: e);
                await RestAsync(fault, cancellation).ConfigureAwait(false);
            }
        }

        _health.Stopped();
    }

    private async Task ConnectAndListenAsync(CancellationToken cancellation)
    {
        _health.Connecting();
        var start = _clock.Ticks;
        var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            _health.Connected(_clock.Since(start));
            using var link = new FeedLink(_source, _intake, connection, _recorder, _clock);
            try
            {
                await link.RunAsync(cancellation).ConfigureAwait(false);
            }
            finally
            {
                if (link.WasStable)
                {
                    _backoff.Succeeded();
                }
            }
        }
    }

    private async Task<IFeedConnection> ConnectAsync(CancellationToken cancellation)
    {
        var address = _intake.Protocol.Address(_source.Endpoints[_endpoint % _source.Endpoints.Count]);
        using var limit = _clock.Limit(_source.Limits!.ConnectMax);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await _connector.ConnectAsync(address, _source, either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
            when (limit.IsCancellationRequested
                && !cancellation.IsCancellationRequested
                && e is OperationCanceledException or FeedConnectionException
            )
        {
            throw new FeedConnectionException(
                FeedProblem.ConnectTimeout,
                $"no connection within {_source.Limits.ConnectMax.TotalSeconds} s",
                inner: e
            );
        }
    }

    private async Task RestAsync(FeedConnectionException fault, CancellationToken cancellation)
    {
        _health.Failed(fault.Problem, fault.Detail);
        _endpoint = (_endpoint + 1) % _source.Endpoints.Count;
        try
        {
            await _clock.WaitAsync(_backoff.Next(fault.RetryAfter), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped while waiting; the loop sees it.
        }
    }
}
