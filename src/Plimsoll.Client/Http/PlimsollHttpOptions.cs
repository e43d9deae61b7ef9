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

    /// <summary>For how long after it was first sent a request that may have had its effect is sent again, 0 to 1 hour; later the caller is told that nobody knows. A server does not remember idempotency keys for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 1 hour.</exception>
    public TimeSpan ResendWithin
    {
        get;
        init => field = Delivery.CheckResendWithin(value);
    } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of waits and signatures.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
