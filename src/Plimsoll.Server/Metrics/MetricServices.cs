using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Metrics;

/// <summary>What a server calls to be watched.</summary>
public static class MetricServices
{
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>The meters that are shown and sent: the server's own, and those of the platform that tell of requests, connections and memory.</summary>
    public static IReadOnlyList<string> Meters { get; } =
    [PlimsollMeter.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", RuntimeMeter];

    /// <summary>Instruments, page, readiness, and the export over OTLP when the settings name a collector.</summary>
    public static IServiceCollection AddPlimsollMetrics(this IServiceCollection services, ServerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(settings);
        services.AddMetrics();
        services.AddSingleton(provider => new PlimsollMeter(provider.GetRequiredService<IMeterFactory>()));
        services.AddSingleton<Readiness>();
        services.AddSingleton(provider =>
        {
            // Of this host's meters only: others may live in the process beside it. The runtime's is everybody's.
            var scope = provider.GetRequiredService<IMeterFactory>();
            return new PrometheusPage(meter =>
                meter.Name == RuntimeMeter || (Meters.Contains(meter.Name) && ReferenceEquals(meter.Scope, scope))
            );
        });
        services.AddHostedService(_ => new MetricsExport(settings.Telemetry));
        return services;
    }

    /// <summary>Structured logs on the standard output, without requests' addresses and headers.</summary>
    public static ILoggingBuilder AddPlimsollLogging(this ILoggingBuilder logging, TelemetrySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        logging.ClearProviders();
        if (IsLogJson(settings))
        {
            logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
                options.IncludeScopes = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
            });
        }

        logging.SetMinimumLevel(Enum.Parse<LogLevel>(settings.LogLevel, ignoreCase: true));
        // Below warnings the platform logs whole addresses, and a client may have put anything into those.
        // Where it listens the program says itself.
        // This one tells of each request's begin and end alone, and where it is on at any level each request gets a scope and an activity.
        return logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning)
            // What fails at the start is said by the program, in a sentence.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }

    /// <summary>Whether the log of this process is JSON, one object to a line: then nothing else goes to the standard output.</summary>
    public static bool IsLogJson(TelemetrySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return IsJson(settings.LogFormat, Console.IsOutputRedirected);
    }

    /// <summary>Whether the log is JSON: always or never, or where no person reads along.</summary>
    internal static bool IsJson(string format, bool isRedirected) => format == "json" || (format == "auto" && isRedirected);

    /// <summary>The pages <c>/metrics</c> (when the settings want it), <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static IEndpointRouteBuilder MapPlimsollMetrics(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        if (routes.ServiceProvider.GetRequiredService<ServerSettings>().Telemetry.Prometheus)
        {
            // Made now, so that it hears from the start on.
            var page = routes.ServiceProvider.GetRequiredService<PrometheusPage>();
            _ = routes.ServiceProvider.GetRequiredService<PlimsollMeter>();
            routes.MapGet("/metrics", () => Results.Text(page.Text(), PrometheusPage.ContentType)).RequireOperation(Operations.ReadMetrics);
        }

        var readiness = routes.ServiceProvider.GetRequiredService<Readiness>();
        // Some load balancers ask by HEAD.
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/health/live", methods, () => Results.Text("{\"status\":\"live\"}", "application/json")).AllowAnonymous();
        routes.MapMethods("/health/ready", methods, () => Answer(readiness)).AllowAnonymous();
        return routes;
    }

    private static IResult Answer(Readiness readiness)
    {
        var missing = readiness.Missing;
        var text = JsonSerializer.Serialize(
            new
            {
                status = missing.Count == 0 ? "ready" : "not_ready",
                missing = missing.Select(each => new { part = each.Part, reason = each.Reason }),
                warnings = readiness.Warnings.Select(each => new { part = each.Part, reason = each.Reason }),
            }
        );
        var status = missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Results.Text(text, "application/json", contentEncoding: null, status);
    }
}
