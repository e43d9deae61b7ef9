using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Security;

/// <summary>The usual request by the shortest way: a live bearer key that may do what it asks for goes straight to its endpoint. Everything else, and everything that is refused, goes through authentication and authorization, which say why.</summary>
internal sealed class KeyGate(RequestDelegate next, ApiKeyBook book, KeyRateLimits rates)
{
    private const string BearerPrefix = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        // The rate comes last: what is looked at again takes from the bucket there.
        if (
            context.GetEndpoint()?.Metadata.GetMetadata<KeyedEndpoint>() is { } endpoint
            && Recognise(context) is { IsLive: true, IsLoopbackOnly: false, Proof.RequiresSignature: false } key
            && endpoint.Permission.Allows(key.Roles)
            && rates.Take(key) == 0
        )
            return endpoint.RunAsync(context, key);

        UnprovenConnection.Of(context)?.Hear();
        return next(context);
    }

    private ApiKey? Recognise(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.Authorization is not [{ } text] || !text.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
            return null;

        if (RequestSignature.IsIn(headers))
            return null;

        // Many requests come over one connection one at a time, and the platform gives each the same text again, the very object: what was proven of it stays proven while the key is the same.
        var items = HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionItemsFeature>()?.Items : null;
        if (
            items is not null
            && items.TryGetValue(typeof(Proven), out var found)
            && found is Proven proven
            && ReferenceEquals(proven.Text, text)
            && ReferenceEquals(book.Find(proven.Key.Id), proven.Key)
        )
            return proven.Key;

        if (!ApiKeyText.TryRead(text[BearerPrefix.Length..].Trim(), out var id, out var secret))
            return null;

        var key = book.Find(id);
        if (key is { Proof.RequiresSignature: true } || !ApiKeyMaker.IsSecretOf(key?.Proof, secret))
            return null;

        if (key is { IsLive: true, IsLoopbackOnly: false })
            UnprovenConnection.Of(context)?.Prove();

        if (items is not null && key is not null)
            items[typeof(Proven)] = new Proven(text, key);

        return key;
    }

    private sealed class Proven(string text, ApiKey key)
    {
        public string Text { get; } = text;

        public ApiKey Key { get; } = key;
    }
}
