using System.Text.Json.Nodes;
using Plimsoll.Cli.Margin;
using Plimsoll.Cli.Replay;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Checks;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Recording;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Values;

namespace Plimsoll.Cli.Feeds;

/// <summary>What <c>plimsoll feeds</c> does.</summary>
internal sealed class FeedsProgram(TextWriter output, TextWriter error)
{
    private const decimal DeviationMax = 0.03m;
    private static readonly Duration FreshFor = Duration.FromSeconds(30);

    /// <summary>Listens for a while and says what works.</summary>
    public Task<int> CheckAsync(FeedChoice choice, TimeSpan time, bool isJson, CancellationToken cancellation) =>
        GuardedAsync(async () =>
        {
            var results = await ListenAsync(choice.Sources(), time, recorder: null, bars: null, cancellation).ConfigureAwait(false);
            Write(isJson ? FeedsJson.Of(results) : null, () => FeedsTable.Of(results));
            return cancellation.IsCancellationRequested ? ExitCode.Interrupted
                : results.All(result => result.IsGood) ? ExitCode.Success
                : ExitCode.BadData;
        });

    /// <summary>Records for a while, or until it is interrupted, which is how a recording is meant to end.</summary>
    public Task<int> RecordAsync(FeedChoice choice, TimeSpan time, string file, string? bars, CancellationToken cancellation) =>
        GuardedAsync(async () =>
        {
            var sources = choice.Sources();
            using var csv = OutputFile.Open("--bars", bars);
            using var minutes = csv is null ? null : new MinuteBars(csv.Writer);
            using var recorder = new RawRecorder(Create(file));
            error.WriteLine($"plimsoll: recording {sources.Count} sources to {PrintableText.Of(file)}; Ctrl-C ends it");
            var results = await ListenAsync(sources, time, recorder, minutes, cancellation).ConfigureAwait(false);
            minutes?.Dispose();
            recorder.Dispose();
            Require(bars, minutes?.Fault);
            csv?.Finish();
            output.WriteLine(FeedsTable.Of(results));
            output.WriteLine(
                $"{recorder.Written} messages recorded{(recorder.Lost > 0 ? $", {recorder.Lost} lost" : "")}; {minutes?.Written ?? 0} bars"
            );
            Require(file, recorder.Fault);
            // An empty one would only stand in the way of the next try.
            if (recorder.Written == 0)
                File.Delete(file);

            return recorder.Written > 0 && results.Any(result => result.Health.Quotes > 0) ? ExitCode.Success : ExitCode.BadData;
        });

    /// <summary>Plays a recording.</summary>
    public int Play(string file, string? bars, bool isJson) =>
        GuardedAsync(() =>
            {
                using var csv = OutputFile.Open("--bars", bars);
                using var minutes = csv is null ? null : new MinuteBars(csv.Writer);
                var player = new FeedPlayer((in FeedQuote quote) => minutes?.Put(quote));
                using var recording = File.OpenRead(file);
                var lines = player.Play(RecordingFile.Read(recording));
                minutes?.Dispose();
                csv?.Finish();
                Write(isJson ? FeedsJson.Of(player.Health, lines) : null, () => FeedsTable.Of(player.Health, lines, minutes?.Written));
                foreach (var unknown in player.Unknown)
                {
                    error.WriteLine($"plimsoll: {PrintableText.Of(unknown)}: messages without a beginning were passed over");
                }

                return Task.FromResult(lines > 0 ? ExitCode.Success : ExitCode.BadData);
            })
            .GetAwaiter()
            .GetResult();

    private static async Task<IReadOnlyList<FeedCheckResult>> ListenAsync(
        IReadOnlyList<FeedSource> sources,
        TimeSpan time,
        IRawRecorder? recorder,
        MinuteBars? bars,
        CancellationToken cancellation
    )
    {
        var tools = FeedTools.System with { Watch = new PriceWatch(DeviationMax, FreshFor), Recorder = recorder };
        using var connectors = new FeedConnectors(tools);
        return await FeedCheck
            .RunAsync(sources, time, connectors, tools, cancellation, bars is null ? null : bars.Put)
            .ConfigureAwait(false);
    }

    /// <summary>A file that could not be written is told at the end; listening went on meanwhile.</summary>
    private static void Require(string? file, Exception? fault)
    {
        if (fault is not null)
        {
            throw new IOException($"{file}: {fault.Message}", fault);
        }
    }

    private static FileStream Create(string file)
    {
        if (Directory.Exists(file))
        {
            throw new OutputFileException("OUT", file, "expected a file, found a folder");
        }

        return File.Exists(file)
            ? throw new OutputFileException(
                "OUT",
                file,
                "there is a file already, and a recording is never overwritten; choose another name"
            )
            : new FileStream(file, FileMode.CreateNew);
    }

    private void Write(JsonObject? json, Func<string> table)
    {
        if (json is not null)
        {
            JsonOutput.Write(output, json);
            return;
        }

        output.WriteLine(table());
    }

    private async Task<int> GuardedAsync(Func<Task<int>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (FeedChoiceException e)
        {
            error.WriteLine($"plimsoll: {PrintableText.Of(e.Message)}");
            return ExitCode.Usage;
        }
        catch (Exception e)
            when (e
                    is RecordingException
                        or OutputFileException
                        or IOException
                        or UnauthorizedAccessException
                        or NotSupportedException
                        or ArgumentException
            )
        {
            error.WriteLine($"plimsoll: {PrintableText.Of(e.Message)}");
            return ExitCode.BadData;
        }
    }
}
