namespace Plimsoll.Client;

/// <summary>How a <see cref="PlimsollHttpClient"/> asks and asks again.</summary>
public sealed record PlimsollHttpOptions
{
    /// <summary>How often a request is sent at most. 1 never asks again.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The waits between attempts, where the server names none.</summary>
    public Backoff Backoff { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one is told to the caller at once.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of waits and signatures.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
