using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Security;

/// <summary>What a server calls to be guarded by keys.</summary>
public static class SecurityServices
{
    /// <summary>Authentication by keys, and a policy for each operation.</summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">Limits and windows.</param>
    /// <param name="book">The keys, as the journal gave them.</param>
    /// <param name="vault">Opens secrets of signing keys.</param>
    public static IServiceCollection AddPlimsollSecurity(
        this IServiceCollection services,
        ServerSettings settings,
        ApiKeyBook book,
        SecretVault vault
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(settings);
        services.AddSingleton(book);
        services.AddSingleton(vault);
        services.AddSingleton(new ApiKeyMaker(vault));
        services.AddSingleton(new NonceCache(settings.Security.Nonces));
        services.AddSingleton(_ => new KeyRateLimits(settings.Limits));
        services.AddSingleton(provider => new FailureLimiter(
            settings.Limits.FailuresPerMinute,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(new UncheckedBodies(settings.Limits.RequestSize));
        services.AddSingleton(provider => new ApiKeyAuthenticator(
            book,
            vault,
            provider.GetRequiredService<KeyRateLimits>(),
            provider.GetRequiredService<NonceCache>(),
            settings.Security,
            provider.GetRequiredService<TimeProvider>()
        ));
        // Not AddAuthentication: it brings the platform's data protection, of which keys need nothing, and which keeps files of its own in the user's home.
        services.AddAuthenticationCore(options => options.DefaultScheme = ApiKeyDefaults.Scheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyDefaults.Scheme, _ => { });
        services.AddSingleton<IAuthorizationHandler, OperationAuthorization>();
        services.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().AddRequirements(new OperationRequirement("")).Build();
            foreach (var permission in Permissions.Table)
            {
                options.AddPolicy(
                    ApiKeyDefaults.PolicyPrefix + permission.Operation,
                    policy => policy.AddRequirements(new OperationRequirement(permission.Operation))
                );
            }
        });
        return services;
    }

    /// <summary>After routing, before the endpoints.</summary>
    public static IApplicationBuilder UsePlimsollSecurity(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Made now, not by the first who asks: its start is the server's.
        _ = app.ApplicationServices.GetRequiredService<ApiKeyAuthenticator>();
        return app.UseMiddleware<KeyGate>().UseAuthentication().UseAuthorization();
    }

    /// <summary>Says what an endpoint does; the table of permissions says who may.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <exception cref="ArgumentException">The table does not know it.</exception>
    public static TBuilder RequireOperation<TBuilder>(this TBuilder endpoint, string operation)
        where TBuilder : IEndpointConventionBuilder
    {
        var permission = Permissions.Of(operation);
        endpoint.RequireAuthorization(ApiKeyDefaults.PolicyPrefix + permission.Operation);
        return endpoint.WithMetadata(new OperationMetadata(permission.Operation));
    }
}
