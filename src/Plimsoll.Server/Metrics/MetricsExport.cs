using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Metrics;

/// <summary>Sends metrics to an OpenTelemetry collector for as long as the server runs. Headers with secrets come from OTEL_EXPORTER_OTLP_HEADERS.</summary>
/// <param name="settings">Where to, how, and how often.</param>
public sealed class MetricsExport(TelemetrySettings settings) : IHostedService, IDisposable
{
    private const int FlushMs = 5_000;
    private const int AnswerMs = 5_000;
    private MeterProvider? _provider;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.OtlpEndpoint is not { } endpoint)
        {
            return Task.CompletedTask;
        }

        var isHttp = settings.OtlpProtocol == "http";
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("plimsoll"))
            .AddMeter([.. MetricServices.Meters])
            .AddOtlpExporter(
                (exporter, reader) =>
                {
                    exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                    exporter.Endpoint = isHttp && endpoint.AbsolutePath == "/" ? new(endpoint, "v1/metrics") : endpoint;
                    exporter.TimeoutMilliseconds = AnswerMs;
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.OtlpInterval.TotalMilliseconds;
                }
            )
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // What was counted last is sent, but a collector that is away must not hold up the stop.
        if (_provider is { } provider)
        {
            await Task.Run(() => provider.ForceFlush(FlushMs), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _provider?.Dispose();
}
