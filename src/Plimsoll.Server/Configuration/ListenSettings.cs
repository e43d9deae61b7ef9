namespace Plimsoll.Server.Configuration;

/// <summary>Where the server listens.</summary>
public sealed record ListenSettings
{
    /// <summary>Addresses, each http or https. The default is seen from this machine alone.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:4100")];

    /// <summary>Whether http may leave this machine: only behind a proxy that speaks TLS, since keys travel in what is sent.</summary>
    public bool AllowPlainText { get; init; }
}
