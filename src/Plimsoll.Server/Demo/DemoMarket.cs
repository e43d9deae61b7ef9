using System.Text.Json;
using Microsoft.Extensions.Logging;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Demo;

/// <summary>Plays a recorded crash into the venue: prices of its sources, a crowd, a maker. What a venue of its own has instead are feeds and a matching engine.</summary>
internal sealed class DemoMarket : IAsyncDisposable
{
    private const string StateFile = "demo.json";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly DateTimeOffset CrashBegins = new(2020, 3, 12, 10, 0, 0, TimeSpan.Zero);

    private readonly VenueHost _host;
    private readonly DemoPrices _prices;
    private readonly string _file;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _work = Task.CompletedTask;
    private DemoState _state;
    private double _due;

    public DemoMarket(VenueHost host, DemoPrices prices, string folder, ILogger log)
    {
        (_host, _prices, _file, _log) = (host, prices, Path.Combine(folder, StateFile), log);
        _state = Load() ?? new(prices.TickOf(CrashBegins), IsForth: true, Speed: 60, IsPaused: false);
    }

    /// <summary>Where it is.</summary>
    public DemoState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    public DemoPrices Prices => _prices;

    /// <summary>Changes how it plays.</summary>
    public DemoState Change(Func<DemoState, DemoState> change)
    {
        lock (_gate)
        {
            _state = change(_state);
            _due = 0;
        }

        Save();
        return State;
    }

    public async Task StartAsync()
    {
        await DemoListing.ListAsync(_host);
        var quoted = await _host.SubmitAsync(Quotes(_state.Tick));
        // A journal that takes nothing is no reason not to answer questions: quotes come again with each beat.
        if ((HostReason)quoted.Code is not (HostReason.JournalUnavailable or HostReason.OutcomeUnknown))
            DemoListing.RequireAccepted(_host, quoted);

        var matcher = new DemoMatcher(_host);
        _work = Task.WhenAll(Guarded(matcher.RunAsync), Guarded(PlayAsync));
        await DemoCrowd.OpenAsync(_host, coin => _prices.Of(coin, _state.Tick));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        Save();
        _stop.Dispose();
    }

    private async Task Guarded(Func<CancellationToken, Task> work)
    {
        try
        {
            await Task.Run(() => work(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
        catch (HostHaltedException)
        {
            // Everything stands still, and the server says why.
        }
        catch (Exception cause)
        {
            _log.DemoFailed(cause);
        }
    }

    private async Task PlayAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beats = 0; await timer.WaitForNextTickAsync(cancellation); beats++)
        {
            foreach (var tick in Advance())
            {
                _host.TrySubmit(Quotes(tick), null);
            }

            if (beats % 20 == 0)
                Save();
        }
    }

    /// <summary>The ticks that are due; standing still, the present one once more.</summary>
    private List<int> Advance()
    {
        lock (_gate)
        {
            _due += _state.IsPaused ? 0 : Beat.TotalSeconds * _state.Speed * 4 / 60;
            var ticks = new List<int>();
            for (; _due >= 1; _due--)
            {
                var isForth = _state.IsForth ? _state.Tick < _prices.Length - 1 : _state.Tick == 0;
                _state = _state with { Tick = _state.Tick + (isForth ? 1 : -1), IsForth = isForth };
                ticks.Add(_state.Tick);
            }

            return ticks.Count > 0 ? ticks : [_state.Tick];
        }
    }

    private HostEntry Quotes(int tick)
    {
        var quotes = new IndexQuote[DemoListing.Coins.Count * DemoListing.Sources];
        var books = new BookQuote[DemoListing.Coins.Count];
        for (var coin = 0; coin < books.Length; coin++)
        {
            var price = (long)(_prices.Of(coin, tick) * 100);
            books[coin] = new(new((ushort)coin), new(price - 1), new(price + 1), new(price));
            for (var source = 0; source < DemoListing.Sources; source++)
            {
                quotes[(coin * DemoListing.Sources) + source] = new(new((ushort)coin), (byte)source, new(price - 1), new(price + 1));
            }
        }

        return HostEntry.Of(new SubmitQuotes(default, quotes, books));
    }

    private DemoState? Load()
    {
        try
        {
            var state = JsonSerializer.Deserialize<DemoState>(File.ReadAllBytes(_file));
            return state is { Speed: > 0 and <= 10_000 } && state.Tick >= 0 && state.Tick < _prices.Length ? state : null;
        }
        catch (Exception cause) when (cause is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Save()
    {
        try
        {
            using var file = new FileStream(_file, OwnFile.Options(FileMode.Create));
            file.Write(JsonSerializer.SerializeToUtf8Bytes(State));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Only where the recording goes on after a start.
        }
    }
}
