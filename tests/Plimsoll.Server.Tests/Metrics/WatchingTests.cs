using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Metrics;

/// <summary>Pages and exports that tell how a server does.</summary>
[Collection("Meters of the whole process")]
public sealed class WatchingTests
{
    [Fact, Trait("Criterion", "SECU-073")]
    public async Task Metrics_are_for_this_machine_or_a_key()
    {
        await using var server = await RunningServer.StartAsync();
        server.Meter.CountMessages(42);
        server.Meter.AddGauge("plimsoll.queue.length", "{command}", "Commands that wait.", () => 3);
        var (auditor, trader) = (server.MakeKey(ApiRoles.Auditor), server.MakeKey(ApiRoles.Trader, accounts: ["alice"]));

        using var here = await server.GetAsync("/metrics");
        using var proxied = await server.GetAsync("/metrics", key: null, ("X-Forwarded-For", "203.0.113.9"));
        using var withKey = await server.GetAsync("/metrics", auditor, ("X-Forwarded-For", "203.0.113.9"));
        using var wrongRole = await server.GetAsync("/metrics", trader);

        var text = await here.Content.ReadAsStringAsync();
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", here.Content.Headers.ContentType!.ToString());
        Assert.Contains("\nplimsoll_websocket_messages_total 42\n", text, StringComparison.Ordinal);
        Assert.Contains("\nplimsoll_queue_length 3\n", text, StringComparison.Ordinal);
        Assert.Contains("http_server_active_requests", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, proxied.StatusCode);
        Assert.Equal(HttpStatusCode.OK, withKey.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrongRole.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-073")]
    public async Task The_page_can_be_switched_off()
    {
        await using var server = await RunningServer.StartAsync(new() { Telemetry = new() { Prometheus = false } });

        using var answer = await server.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-074")]
    public async Task Live_is_not_ready_and_what_is_missing_is_named()
    {
        await using var server = await RunningServer.StartAsync();
        server.Readiness.NotReady("journal", "recovering");

        using var live = await server.GetAsync("/health/live");
        using var notYet = await server.GetAsync("/health/ready");
        server.Readiness.Ready("journal");
        using var ready = await server.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notYet.StatusCode);
        Assert.Equal(
            """{"status":"not_ready","missing":[{"part":"journal","reason":"recovering"}],"warnings":[]}""",
            await notYet.Content.ReadAsStringAsync()
        );
        Assert.Equal("""{"status":"ready","missing":[],"warnings":[]}""", await ready.Content.ReadAsStringAsync());
    }

    [Fact, Trait("Criterion", "SECU-075")]
    public async Task A_collector_receives_the_metrics_over_OTLP()
    {
        var received = new TaskCompletionSource<(string Path, string Body)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.TrySetResult((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync();
        using var export = new MetricsExport(new() { OtlpEndpoint = new(collector.Urls.Single()), OtlpProtocol = "http" });
        await export.StartAsync(default);
        using var meter = new PlimsollMeter();

        meter.RecordStage(CommandStage.Journal, 0.001);
        await export.StopAsync(default);

        var (path, text) = await received.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("/v1/metrics", path);
        Assert.Contains("plimsoll.command.stage.duration", text, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-075")]
    public async Task Without_a_collector_nothing_is_sent_and_nothing_fails()
    {
        using var export = new MetricsExport(new TelemetrySettings());

        await export.StartAsync(default);
        await export.StopAsync(default);

        Assert.Null(new TelemetrySettings().OtlpEndpoint);
    }
}
