using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Problems;

/// <summary>What a server calls so that every mistake is answered by a problem.</summary>
public static class ProblemServices
{
    /// <summary>Strict JSON and the limits of requests. Registers the settings, too.</summary>
    public static IServiceCollection AddPlimsollProblems(this IServiceCollection services, ServerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(settings);
        services.Configure<JsonOptions>(options => ApiJson.Configure(options.SerializerOptions, settings.Limits.JsonDepth));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = settings.Limits.RequestSize;
            options.Limits.MaxConcurrentConnections = settings.Limits.Connections;
            // WebSockets are counted where they are accepted: the platform would answer one too many with its own exception.
            options.Limits.MaxConcurrentUpgradedConnections = null;
        });
        return services;
    }

    /// <summary>The first of the pipeline: what comes after it may fail.</summary>
    public static IApplicationBuilder UsePlimsollProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();
}
