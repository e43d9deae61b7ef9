namespace Plimsoll.Server.Configuration;

/// <summary>Metrics and logs.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Collector that metrics are sent to over OTLP; none without it.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>How it is spoken to: <c>grpc</c> or <c>http</c>.</summary>
    public string OtlpProtocol { get; init; } = "grpc";

    /// <summary>How often metrics are sent.</summary>
    public TimeSpan OtlpInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether /metrics answers in Prometheus' text format.</summary>
    public bool Prometheus { get; init; } = true;

    /// <summary>Form of the log on the standard output: <c>json</c>, <c>text</c>, or <c>auto</c>: text for a person at a terminal, else JSON.</summary>
    public string LogFormat { get; init; } = "auto";

    /// <summary>The least that is logged: <c>debug</c>, <c>information</c>, <c>warning</c> or <c>error</c>.</summary>
    public string LogLevel { get; init; } = "information";
}
