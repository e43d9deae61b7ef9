using Plimsoll.Engine.Commands;
using Plimsoll.Formats.Documents;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Journal.Storage;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Listing;

/// <summary>Lists what a file says and the venue does not list yet. What is listed stays as it is: rules change by proposals alone.</summary>
internal static class VenueLister
{
    /// <summary>Lists a file in a venue.</summary>
    /// <returns>What was refused, and why; the others are listed.</returns>
    public static async Task<IReadOnlyList<DocumentFault>> ListAsync(VenueFile file, VenueApi api)
    {
        // The server itself asks, as at the demo's listing; nobody's permission is looked at on this way.
        var nobody = new ApiKey(0, "", "", ApiRoles.None, [], default!, IsLoopbackOnly: true, CreatedAt: 0, RevokedAt: null);
        var caller = new ApiCaller(api, nobody, IdempotencyKey: null, CancellationToken.None);
        var faults = new List<DocumentFault>();
        foreach (var entry in file.Entries)
        {
            try
            {
                if (CommandOf(entry.Request, caller) is { } command)
                    _ = OutcomeView.Of(await api.Host.SubmitAsync(HostEntry.Of(command)), api);
            }
            catch (ProblemException refused)
            {
                var (problem, kind) = (refused.Problem, refused.Problem.EffectiveKind);
                faults.Add(entry.FaultAt(problem.Field, kind.Name, problem.Detail ?? kind.Title, problem.Advice ?? kind.Advice));
            }
        }

        return faults;
    }

    /// <summary>Lists a file in a venue of its own that is thrown away: all that a first start would refuse.</summary>
    public static async Task<IReadOnlyList<DocumentFault>> TryAsync(VenueFile file)
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-check-").FullName;
        try
        {
            using var journal = FileStorage.Take(Directory.CreateDirectory(Path.Combine(folder, "journal")).FullName);
            using var events = FileStorage.Take(Directory.CreateDirectory(Path.Combine(folder, "events")).FullName);
            using var vault = SecretVault.OfFile(Path.Combine(folder, "key"));
            var keys = new ApiKeyBook();
            var options = new HostOptions
            {
                Venue = new() { Numeraire = new AssetId(0) },
                Version = "0",
                Journal = new() { SegmentBytes = 1 << 20 },
            };
            using var host = VenueHost.Open(journal, events, options, new KeyCompanion(keys));
            return await ListAsync(file, new(host, keys, new(vault), ServerSettings.Default, TimeProvider.System));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The command that lists it; null when it is listed.</summary>
    private static Command? CommandOf(object request, ApiCaller caller)
    {
        var names = caller.Api.Host.Names;
        switch (request)
        {
            case CreateAssetRequest asset:
                if ((asset.Rules?.Asset ?? asset.Symbol) is { } symbol && names.TryFindAsset(symbol, out _))
                    return null;

                return new ListAsset(default, ListingReader.Asset(asset, caller));
            case IndexRules index:
                if (names.TryFindIndex(index.Index, out _))
                    return null;

                return new ListIndex(default, ListingReader.Index(index, caller));
            case CreateInstrumentRequest instrument:
                if ((instrument.Rules?.Instrument ?? instrument.Symbol) is { } name && names.TryFindInstrument(name, out _))
                    return null;

                return new ListInstrument(default, ListingReader.Instrument(instrument, caller));
            default:
                var scheme = ListingReader.Scheme((CreateSchemeRequest)request, caller);
                return names.TryFindScheme(scheme.Symbol, out _) ? null : new ListScheme(default, scheme);
        }
    }
}
