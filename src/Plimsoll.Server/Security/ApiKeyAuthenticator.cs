using System.Globalization;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Security;

/// <summary>Decides whether credentials are those of a live key. Knows nothing of HTTP.</summary>
/// <remarks>
/// Who lacks a good key learns only that: an unknown, a revoked and a wrong key answer alike. What mends a good holder's mistake (clock, nonce,
/// kind of key) is told after the secret or the signature was right. Nonces are forgotten with the process, so a time that was good while an earlier one
/// ran is good no more: what a server took before it was restarted is not taken again.
/// </remarks>
/// <param name="book">The keys.</param>
/// <param name="vault">Opens the secrets of signing keys.</param>
/// <param name="rates">Requests of each key.</param>
/// <param name="nonces">Nonces that were used.</param>
/// <param name="settings">The window.</param>
/// <param name="clock">The time.</param>
public sealed class ApiKeyAuthenticator(
    ApiKeyBook book,
    SecretVault vault,
    KeyRateLimits rates,
    NonceCache nonces,
    SecuritySettings settings,
    TimeProvider clock
)
{
    private readonly long _windowMs = (long)settings.SignatureWindow.TotalMilliseconds;
    private readonly long _startMs = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Looks at a bearer's key.</summary>
    public AuthenticationResult BearerKey(Credentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Bearer?.Reveal().Length == 0)
        {
            return new(null, new(ProblemCode.KeyRequired) { Field = "Authorization", Detail = "there is nothing where the key belongs." });
        }

        if (credentials.Bearer is not { } text || !ApiKeyText.TryRead(text.Reveal(), out var id, out var secret))
        {
            return Refused(
                ProblemCode.BadCredentials,
                "Authorization",
                "Send Authorization: Bearer plim_ID_SECRET, as it was shown when the key was made."
            );
        }

        var key = book.Find(id);
        if (key is { Proof.RequiresSignature: true })
        {
            // Said to anybody who knows the id: ids are no secrets, and the secret was sent already.
            return Refused(
                ProblemCode.SignatureRequired,
                "Authorization",
                "Sign requests with this key; revoke it if its secret was sent over a wire that others read."
            );
        }

        var isRight = ApiKeyMaker.IsSecretOf(key?.Proof, secret);
        return isRight && key is { IsLive: true }
            ? Admitted(key, credentials)
            : Refused(ProblemCode.BadCredentials, "Authorization", "Check the key; ask an administrator for a new one if it was revoked.");
    }

    /// <summary>Looks at the headers of a signed request, before its body is read: for one that can be nobody's none is.</summary>
    /// <returns>Why it is refused; null to go on.</returns>
    public Problem? BeforeBody(SignedHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return ProblemOfForm(headers) ?? ProblemOfTime(headers) ?? ProblemOfKey(book.Find(headers.Key));
    }

    /// <summary>For how long a signed request can still be taken; not above zero when it is too late.</summary>
    /// <param name="headers">Headers that <see cref="BeforeBody"/> let through.</param>
    public TimeSpan TimeLeft(SignedHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        _ = TryReadTime(headers, out var time);
        return TimeSpan.FromMilliseconds(time + _windowMs - clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private static Problem? ProblemOfForm(SignedHeaders headers)
    {
        if (!ApiKeyText.IsId(headers.Key))
        {
            return new(ProblemCode.BadCredentials)
            {
                Field = RequestSignature.KeyHeader,
                Advice = $"Send the key's id, {ApiKeyText.IdLength} letters and digits.",
            };
        }

        if (headers.Nonce.Length is < 8 or > 64 || !headers.Nonce.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_'))
        {
            return new(ProblemCode.BadCredentials)
            {
                Field = RequestSignature.NonceHeader,
                Advice = "Send 8 to 64 letters, digits, - or _, never used before.",
            };
        }

        if (headers.Signature.Length != 64)
        {
            return new(ProblemCode.BadCredentials)
            {
                Field = RequestSignature.SignatureHeader,
                Advice = "Send HMAC-SHA256 as 64 hexadecimal digits.",
            };
        }

        return TryReadTime(headers, out _)
            ? null
            : new(ProblemCode.BadCredentials)
            {
                Field = RequestSignature.TimestampHeader,
                Advice = "Send milliseconds since 1970 UTC, such as 1760000000000.",
            };
    }

    private Problem? ProblemOfTime(SignedHeaders headers)
    {
        _ = TryReadTime(headers, out var time);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (Math.Abs(time - now) > _windowMs)
        {
            return new(ProblemCode.OutsideWindow)
            {
                Field = RequestSignature.TimestampHeader,
                Detail = $"The server's time is {now}, the request's {time}.",
                Advice = $"Set the clock by NTP; {DurationShape.Text(settings.SignatureWindow)} of difference are allowed.",
            };
        }

        // The process before took times up to the window ahead of its last moment, and its nonces are forgotten.
        var first = _startMs + _windowMs + 1;
        return time >= first
            ? null
            : new(ProblemCode.SignedBeforeStart)
            {
                Field = RequestSignature.TimestampHeader,
                Detail = $"The first time taken since the server started is {first}, the request's is {time}.",
                RetryAfterSeconds = (int)Math.Max(1, (first - now + 999) / 1_000),
            };
    }

    /// <summary>Says of an id that is unknown or revoked what it says of a wrong signature. Who gets the answer before a body was sent has learnt no more than that: ids are no secrets.</summary>
    private static Problem? ProblemOfKey(ApiKey? key) =>
        key switch
        {
            { Proof.RequiresSignature: false } => new(ProblemCode.KeyCannotSign)
            {
                Field = RequestSignature.KeyHeader,
                Advice = "Make a key that requires signatures: of this one the server keeps a hash alone.",
            },
            { IsLive: true } => null,
            _ => WrongSignature(),
        };

    /// <summary>Looks at a signed request as a whole.</summary>
    public AuthenticationResult SignedRequest(Credentials credentials, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Signature is not { } headers)
        {
            return Refused(ProblemCode.KeyRequired, RequestSignature.KeyHeader, "Sign the request.");
        }

        // Once more: while a body came, the window may have closed, and the key may have been revoked.
        var key = book.Find(headers.Key);
        if ((ProblemOfForm(headers) ?? ProblemOfTime(headers) ?? ProblemOfKey(key)) is { } late)
        {
            return new(null, late);
        }

        if (vault.Open(key!.Id, key.Proof.Sealed) is not { } secret)
        {
            return Refused(
                ProblemCode.SealingKeyLost,
                RequestSignature.KeyHeader,
                "An administrator restores the server's sealing key, or makes a new key."
            );
        }

        var text = RequestSignature.TextOf(
            headers.Timestamp,
            headers.Nonce,
            headers.Method,
            headers.PathAndQuery,
            body,
            headers.IdempotencyKey
        );
        if (!RequestSignature.IsValid(secret, text, headers.Signature.ToLowerInvariant()))
        {
            return new(null, WrongSignature());
        }

        // The rate comes before the nonce: a key that sends too much must not fill the memory for nonces.
        var admitted = Admitted(key, credentials);
        return admitted.Problem is null ? TakeNonce(key, headers) : admitted;
    }

    private AuthenticationResult TakeNonce(ApiKey key, SignedHeaders headers)
    {
        _ = TryReadTime(headers, out var time);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var until = time + _windowMs;
        return nonces.Take(key.Id, headers.Nonce, until, now) switch
        {
            NonceAnswer.Taken => new(key, null),
            NonceAnswer.Replayed => Refused(
                ProblemCode.NonceReplayed,
                RequestSignature.NonceHeader,
                "Use a new nonce, and sign again, for each request."
            ),
            NonceAnswer.Forgotten => new(null, Forgotten(time)),
            _ => new(
                null,
                new(ProblemCode.TooManyNonces)
                {
                    RetryAfterSeconds = 1,
                    Advice = "Send again, newly signed, after the time in Retry-After.",
                }
            ),
        };
    }

    /// <summary>The clock was set back: it is a time at which requests were taken already whose nonces are forgotten.</summary>
    private Problem Forgotten(long time)
    {
        var first = nonces.ForgottenUntil - _windowMs + 1;
        return new(ProblemCode.OutsideWindow)
        {
            Field = RequestSignature.TimestampHeader,
            Detail = $"The server's clock was set back; the first time taken is {first}, the request's is {time}.",
            Advice = "Wait for the time in Retry-After, and sign again with the present time.",
            RetryAfterSeconds = (int)Math.Clamp((first - time + 999) / 1_000, 1, int.MaxValue),
        };
    }

    private AuthenticationResult Admitted(ApiKey key, Credentials credentials)
    {
        if (key.IsLoopbackOnly && !credentials.IsLoopback)
        {
            const string Advice =
                "Use it on the server's own machine, without a proxy, to make another administrator's key; use that one from here.";
            return Refused(ProblemCode.LoopbackOnly, "Authorization", Advice);
        }

        return rates.Take(key) is var wait and > 0
            ? new(
                null,
                new(ProblemCode.TooManyRequests)
                {
                    RetryAfterSeconds = wait,
                    Advice = "Wait for the time in Retry-After, and send fewer requests.",
                }
            )
            : new(key, null);
    }

    private static bool TryReadTime(SignedHeaders headers, out long time) =>
        long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out time) && time < 100_000_000_000_000;

    private static Problem WrongSignature() =>
        new(ProblemCode.BadCredentials)
        {
            Field = RequestSignature.SignatureHeader,
            Advice =
                "Sign timestamp, nonce, method, path with query as sent, SHA-256 of the body in hexadecimal, and the idempotency key where one is sent, joined by line feeds.",
        };

    private static AuthenticationResult Refused(ProblemCode code, string field, string advice) =>
        new(null, new(code) { Field = field, Advice = advice });
}
