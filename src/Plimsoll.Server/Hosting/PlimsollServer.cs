using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plimsoll.Engine;
using Plimsoll.Formats.Documents;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Api.Rest;
using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Demo;
using Plimsoll.Server.Feeding;
using Plimsoll.Server.Listing;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Hosting;

/// <summary>A venue with its API: recovers, listens, and stops in order.</summary>
public sealed class PlimsollServer : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SecretVault _vault;
    private readonly WebApplication _app;
    private DemoMarket? _demo;
    private FeedDesk? _feeds;
    private TradeWatch? _trades;
    private EventWatch? _events;
    private SnapshotWatch? _snapshots;
    private ClockWatch? _clock;
    private JournalWatch? _journal;
    private HaltWatch? _halt;
    private bool _isStopped;

    private PlimsollServer(DataFolder folder, SecretVault vault, VenueApi api, WebApplication app) =>
        (_folder, _vault, Host, History, _app) = (folder, vault, api.Host, api.History, app);

    /// <summary>The venue.</summary>
    public VenueHost Host { get; }

    /// <summary>All reading of history.</summary>
    internal HistoryDesk History { get; }

    /// <summary>Feeds whose quotes go nowhere since what they name is not listed, a sentence each.</summary>
    public IReadOnlyList<string> FeedsWithoutPlace => WithoutPlace(_feeds);

    /// <summary>What the start found.</summary>
    public RecoveryReport Recovery => Host.Recovery;

    /// <summary>Events that the start found damaged or gone, and what became of them, a sentence each.</summary>
    public IReadOnlyList<string> DamagedEvents => EventWatch.Sentences(Recovery);

    /// <summary>What was listed from the venue's file, and what stays though the file says something else of it, a sentence each.</summary>
    public IReadOnlyList<string> ListingNotes { get; private set; } = [];

    /// <summary>What is wrong with the machine's clock, a sentence; empty while it is followed.</summary>
    public IReadOnlyList<string> ClockWarnings => ClockWatch.Warnings(Host.Clock);

    /// <summary>The first administrator's key, to be shown once; null when there were keys.</summary>
    public Secret? FirstKey { get; private set; }

    /// <summary>The file that this key was written to; null when it was written to none.</summary>
    public string? FirstKeyFile { get; private set; }

    /// <summary>Where whoever runs it says what it does, when that goes into the log.</summary>
    public ILogger Log => _app.Services.GetRequiredService<ILogger<PlimsollServer>>();

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<Uri> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(each => new Uri(each))];

    /// <summary>Recovers what is in the data folder, and listens.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="start">What else there is.</param>
    public static async Task<PlimsollServer> StartAsync(ServerSettings settings, ServerStart start)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(start);
        // Before anything is made: a server that cannot listen leaves no folder behind.
        PortCheck.RequireFree(settings.Listen.Urls);
        var folder = DataFolder.Take(settings.Data.Folder);
        SecretVault? vault = null;
        VenueHost? host = null;
        PlimsollServer? server = null;
        try
        {
            vault = SecretVault.OfFile(folder.Resolve(settings.Security.SealingKeyFile));
            var (book, stages) = (new ApiKeyBook(), new StageMeter());
            host = VenueHost.Open(
                folder.Journal,
                folder.Events,
                OptionsOf(settings, start, stages),
                new KeyCompanion(book),
                start.Progress
            );
            var api = new VenueApi(host, book, new(vault), settings, start.Clock);
            var seals = new LostSeals(book, vault, folder.Resolve(settings.Security.SealingKeyFile));
            var app = Build(settings, start, api, book, vault, seals);
            server = new(folder, vault, api, app);
            await server.BeginAsync(settings, start, api, stages);
            // Last of all: a key that is made and never shown, because something else failed, would lock everybody out.
            if (settings.Security.FirstKey || start.IsNewAdminWanted)
                await server.MakeFirstKeyAsync(book, settings, start);

            return server;
        }
        catch when (server is not null)
        {
            await server.DisposeAsync();
            throw;
        }
        catch
        {
            host?.Dispose();
            vault?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Lists, plays, feeds and listens; what has begun is stopped by <see cref="DisposeAsync"/>, also when the rest fails.</summary>
    private async Task BeginAsync(ServerSettings settings, ServerStart start, VenueApi api, StageMeter stages)
    {
        var meter = _app.Services.GetRequiredService<PlimsollMeter>();
        stages.Attach(meter);
        _snapshots = new(Host, _app.Services.GetRequiredService<ILogger<SnapshotWatch>>());
        _halt = new(Host, _folder.Journal.Place, _app.Services.GetRequiredService<ILogger<HaltWatch>>());
        _journal = new(Host, _folder.Journal.Place, _app.Services.GetRequiredService<ILogger<JournalWatch>>());
        _events = new(Host.Events, Recovery, _app.Services.GetRequiredService<ILogger<EventWatch>>());
        _clock = new(Host.Clock, _app.Services.GetRequiredService<ILogger<ClockWatch>>());
        await ListAsync(settings, start, api);
        IndexWatch.TellFew(Host, _app.Services.GetRequiredService<ILogger<IndexWatch>>());
        api.Demo = _demo = MakeDemo(settings, start);
        if (_demo is not null)
            await _demo.StartAsync();

        var log = _app.Services.GetRequiredService<ILogger<FeedDesk>>();
        api.Feeds = _feeds = new(Host, api.Translator, settings.Feeds, start.Environment, Host.Clock, log);
        _feeds.Start();
        await _app.StartAsync();
        _trades = new(Host.Events, Rate.FromPercent(settings.Risk.TradeBandPercent), meter);
    }

    /// <summary>Ends when the process is asked to stop, or the engine halts.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource();
        await using var _ = cancellation.Register(() => asked.TrySetResult());
        await Task.WhenAny(asked.Task, Host.Halted);
    }

    /// <summary>Takes no more requests, finishes what waits, writes it down and gives the folder back. The log goes on until <see cref="DisposeAsync"/>.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
            return;

        _isStopped = true;
        await _app.StopAsync();
        if (_trades is not null)
            await _trades.DisposeAsync();

        _snapshots?.Dispose();
        _journal?.Dispose();
        // The stack of a bug is nowhere else: it is in the log before that closes.
        if (_halt is not null && Host.Halted.IsCompleted)
            await _halt.Told;

        if (_events is not null)
            await _events.DisposeAsync();

        if (_clock is not null)
            await _clock.DisposeAsync();

        if (_feeds is not null)
            await _feeds.DisposeAsync();

        if (_demo is not null)
            await _demo.DisposeAsync();

        Host.Dispose();
        _vault.Dispose();
        _folder.Dispose();
    }

    /// <summary>Stops, where nobody did, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>Lists what demo or file say and the venue does not list yet, and goes no further with feeds that can never feed anything.</summary>
    /// <exception cref="DocumentException">With all that is refused.</exception>
    private async Task ListAsync(ServerSettings settings, ServerStart start, VenueApi api)
    {
        var isWhole = false;
        if (settings.Venue != ServerSettings.DemoVenue)
        {
            var file = VenueFile.Read(settings.Venue, await File.ReadAllTextAsync(settings.Venue));
            var notes = new ListingNotes(settings.Venue);
            var refused = await VenueLister.ListAsync(file, api, notes);
            ListingNotes = notes.Sentences;
            if (refused.Count > 0)
                throw new DocumentException(settings.Venue, refused);

            isWhole = FeedTargets.Of(file).Count > 0;
        }
        else if (start.DemoPrices is not null)
        {
            await DemoListing.ListAsync(api.Host);
            isWhole = true;
        }

        var faults = FeedTargets.FaultsOf(settings.Feeds, FeedTargets.Of(api.Host), isWhole);
        if (faults.Count > 0)
            throw new DocumentException("settings", faults);
    }

    private static HostOptions OptionsOf(ServerSettings settings, ServerStart start, StageMeter stages) =>
        new()
        {
            Venue = new VenueParameters { Numeraire = new AssetId(0) },
            Version = start.Version,
            QueueCapacity = settings.Limits.Queue,
            Journal = new() { SegmentBytes = settings.Journal.SegmentSize },
            SnapshotEvery = settings.Journal.SnapshotCommands,
            SnapshotAfter = settings.Journal.SnapshotInterval,
            SnapshotsKept = settings.Journal.SnapshotsKept,
            StalledAfter = settings.Journal.StalledAfter,
            Clock = start.Clock,
            ClockMaxStep = settings.Clock.MaxStep,
            Observer = stages,
        };

    private async Task MakeFirstKeyAsync(ApiKeyBook book, ServerSettings settings, ServerStart start)
    {
        var (maker, now, onlyHere) = (new ApiKeyMaker(_vault), Host.Clock.Now().Nanoseconds, settings.Security.FirstKeyLoopbackOnly);
        if ((start.IsNewAdminWanted ? maker.AnotherAdmin(onlyHere, now) : maker.FirstAdmin(book, onlyHere, now)) is not { } made)
            return;

        // Before it is made: a key that cannot be written down would lock everybody out. The file of a start that was cut off is no key's.
        var file = start.FirstKeyFile is { } name ? _folder.Resolve(name) : null;
        if (file is not null)
            OwnFile.Write(file, made.Text.Reveal(), overwrite: true);

        // Shown only once it is durable: a key that a crash forgets would lock everybody out.
        var outcome = await Host.SubmitAsync(HostEntry.OfNote(KeyRecordCodec.Encode(made.Record)));
        if (!outcome.IsAccepted)
            throw new InvalidOperationException($"The first key was refused with {outcome.Code}.");

        (FirstKey, FirstKeyFile) = (made.Text, file);
    }

    private static WebApplication Build(
        ServerSettings settings,
        ServerStart start,
        VenueApi api,
        ApiKeyBook book,
        SecretVault vault,
        LostSeals seals
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.WebHost.UsePlimsollListeners(settings, start.Environment, start.FirstRequest);
        builder.Logging.AddPlimsollLogging(settings.Telemetry);
        builder.Services.AddPlimsollProblems(settings);
        builder.Services.AddPlimsollSecurity(settings, book, vault);
        builder.Services.AddPlimsollMetrics(settings);
        builder.Services.AddSingleton(api);
        var app = builder.Build();
        api.Log = app.Services.GetRequiredService<ILogger<VenueApi>>();
        api.RateLimits = app.Services.GetRequiredService<KeyRateLimits>();
        app.UsePlimsollProblems();
        app.UseRouting();
        app.UsePlimsollSecurity();
        app.UseCorkedSockets();
        app.UseWebSockets();
        app.MapPlimsollMetrics();
        app.MapApi(api);
        app.MapReference(api, start.Version);
        app.MapSockets(api, start.Sockets);
        Watch(app, api, seals);
        return app;
    }

    private static IReadOnlyList<string> WithoutPlace(FeedDesk? feeds) =>
        [.. (feeds?.WithoutPlace ?? []).Select(each => $"quotes of {each.Source} go nowhere: there is no {each.What}.")];

    private DemoMarket? MakeDemo(ServerSettings settings, ServerStart start)
    {
        if (settings.Venue != ServerSettings.DemoVenue || start.DemoPrices is null)
            return null;

        // It lists first what it makes prices of; a folder in which others listed is no demo's.
        if (Host.Read(static machine => machine.Engine.AssetCount) > 0 && !Host.Names.TryFindAccount(DemoListing.Maker, out _))
            throw new InvalidDataException(
                $"{_folder.Path} holds another venue than the demo market; name its file by venue in the settings or PLIMSOLL__VENUE, or another folder by --data."
            );

        return new(Host, DemoPrices.Read(start.DemoPrices), _folder.Path, _app.Services.GetRequiredService<ILogger<DemoMarket>>());
    }

    private static void Watch(WebApplication app, VenueApi api, LostSeals seals)
    {
        var host = api.Host;
        var readiness = app.Services.GetRequiredService<Readiness>();
        readiness.Watch(
            "venue",
            () => host.Status is { State: not HostState.Running } status ? api.WithoutPlace(status.Problem) ?? "it is being stopped." : null
        );
        readiness.Advise("clock", () => ClockWatch.Warnings(host.Clock));
        readiness.Advise("events", () => [.. host.Events.Gaps.Select(EventWatch.Sentence)]);
        readiness.Advise("feeds", () => [.. WithoutPlace(api.Feeds), .. api.Feeds?.Lost ?? []]);
        var indices = new IndexWatch(host);
        readiness.Advise("indices", () => indices.Warnings);
        readiness.Advise("keys", () => seals.Warnings);
        readiness.Advise("snapshots", () => SnapshotWatch.Warnings(host));
        seals.Tell(app.Services.GetRequiredService<ILogger<LostSeals>>());
        var meter = app.Services.GetRequiredService<PlimsollMeter>();
        meter.AddGauge("plimsoll.queue.length", "{command}", "Commands that wait for the journal.", () => host.Status.Waiting);
        meter.AddGauge("plimsoll.journal.durable", "{command}", "The latest durable record.", () => host.Status.DurableSequence);
        meter.AddGauge("plimsoll.engine.applied", "{command}", "The latest record applied.", () => host.Status.AppliedSequence);
        meter.AddGauge("plimsoll.snapshot.sequence", "{command}", "The record of the latest snapshot.", () => host.Status.SnapshotSequence);
        meter.AddObserved<double>(
            "plimsoll.clock.off",
            "s",
            "How far the machine's clock is ahead of the venue's time (behind: negative); 0 while it is followed.",
            () => [new(host.Clock.Off.TotalSeconds)]
        );
        meter.AddGauge(
            "plimsoll.snapshot.failing",
            "{snapshot}",
            "One while the latest attempt to take a snapshot failed, else zero.",
            () => host.Status.SnapshotProblem is null ? 0 : 1
        );
        VenueMetrics.Add(meter, host);
        FeedMetrics.Add(meter, () => api.Feeds?.Health ?? []);
    }
}
