using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Security;

/// <summary>ASP.NET's door to <see cref="ApiKeyAuthenticator"/>: takes credentials out of a request, and answers refusals by problems.</summary>
/// <remarks>Keys are taken from headers alone: an address ends up in logs, histories and proxies.</remarks>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    ApiKeyAuthenticator authenticator,
    FailureLimiter failures,
    UncheckedBodies bodies
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder) // which would tell of every request without a good key
{
    private const string BearerPrefix = "Bearer ";
    private const string NoKey = "-";
    private readonly ILogger _log = logs.CreateLogger<ApiKeyHandler>();
    private Problem? _problem;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credentials = CredentialsOf(Request);
        if (credentials is { Bearer: null, Signature: null })
        {
            return AuthenticateResult.NoResult();
        }

        var result = await LookAtAsync(credentials);
        if (result.Key is { } key)
        {
            UnprovenConnection.Of(Context)?.Prove();
            var identity = new ClaimsIdentity([new(ApiKeyDefaults.KeyClaim, key.Id)], ApiKeyDefaults.Scheme, ApiKeyDefaults.KeyClaim, null);
            return AuthenticateResult.Success(new(new(identity), ApiKeyDefaults.Scheme));
        }

        _problem = Counted(result.Problem!, credentials);
        return AuthenticateResult.Fail(_problem.EffectiveKind.Title);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var problem = _problem ?? new(ProblemCode.KeyRequired) { Field = "Authorization" };
        if (problem.EffectiveKind.Status == StatusCodes.Status401Unauthorized)
        {
            Response.Headers.WWWAuthenticate = "Bearer realm=\"plimsoll\"";
        }

        return ProblemWriter.WriteAsync(Context, problem);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(
            Context,
            KeyProblems.NotAllowed(
                Context.GetEndpoint()?.Metadata.GetMetadata<OperationMetadata>()?.Operation,
                Context.User.ApiKey(Context.RequestServices.GetRequiredService<ApiKeyBook>())
            )
        );

    private async Task<AuthenticationResult> LookAtAsync(Credentials credentials)
    {
        if (credentials is { Bearer: not null, Signature: not null })
        {
            var problem = new Problem(ProblemCode.BadCredentials) { Advice = "Send a bearer key or sign the request, not both." };
            return new(null, problem);
        }

        if (credentials.Signature is not { } signed)
        {
            return authenticator.BearerKey(credentials);
        }

        if (authenticator.BeforeBody(signed) is { } early)
        {
            return new(null, early);
        }

        return await WithBodyAsync(credentials, signed);
    }

    /// <summary>Until the signature is checked a body is anybody's. So it is bounded in bytes, and comes while the request can still be taken, or not at all.</summary>
    private async Task<AuthenticationResult> WithBodyAsync(Credentials credentials, SignedHeaders signed)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(Context.RequestAborted);
        var left = authenticator.TimeLeft(signed);
        inTime.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        using var held = bodies.Begin(signed.Key);
        try
        {
            // Whoever comes after reads the same bytes that were signed.
            var body = await JsonBody.ReadBytesAsync(Context, held.Grow, inTime.Token);
            Request.Body = new MemoryStream(body.ToArray(), writable: false);
            return authenticator.SignedRequest(credentials, body.Span);
        }
        catch (ProblemException exception)
        {
            return new(null, exception.Problem);
        }
        catch (OperationCanceledException) when (!Context.RequestAborted.IsCancellationRequested)
        {
            var problem = new Problem(ProblemCode.RequestTimeout)
            {
                Detail = "The body had not come whole when the time of the signature was over.",
                Advice = "Send less at once, and sign again.",
            };
            return new(null, problem);
        }
    }

    private Problem Counted(Problem problem, Credentials credentials)
    {
        if (problem.EffectiveKind.Status is not (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden))
        {
            return problem;
        }

        Context.RequestServices.GetService<PlimsollMeter>()?.CountFailure(problem.EffectiveKind.Name);
        var wait = failures.Count(credentials.Address);
        if (wait > 0)
        {
            return new(ProblemCode.TooManyFailures) { RetryAfterSeconds = wait };
        }

        _log.LogWarning("Authentication from {Address} failed: {Reason}.", credentials.Address, problem.EffectiveKind.Name);
        return problem;
    }

    private static Credentials CredentialsOf(HttpRequest request)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress;
        var text = request.Headers.Authorization.ToString();
        var bearer =
            text.Length == 0 ? null
            // Another scheme is no key of any form: what it carries is not looked at.
            : text.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? new Secret(text[BearerPrefix.Length..].Trim())
            : new Secret(string.Equals(text, BearerPrefix.TrimEnd(), StringComparison.OrdinalIgnoreCase) ? "" : NoKey);
        return new(bearer, SignedOf(request), address, Loopback.IsDirect(request.HttpContext));
    }

    private static SignedHeaders? SignedOf(HttpRequest request)
    {
        var headers = request.Headers;
        return RequestSignature.IsIn(headers)
            ? new(
                headers[RequestSignature.KeyHeader].ToString(),
                headers[RequestSignature.TimestampHeader].ToString(),
                headers[RequestSignature.NonceHeader].ToString(),
                headers[RequestSignature.SignatureHeader].ToString(),
                request.Method.ToUpperInvariant(),
                TargetOf(request),
                headers.TryGetValue(RequestSignature.IdempotencyHeader, out var key) ? key.ToString() : null
            )
            : null;
    }

    // The target as it came over the wire: decoded and encoded again it may differ from what was signed.
    private static string TargetOf(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw
            ? raw
            : string.Concat(request.PathBase.ToUriComponent(), request.Path.ToUriComponent(), request.QueryString.ToUriComponent());
}
