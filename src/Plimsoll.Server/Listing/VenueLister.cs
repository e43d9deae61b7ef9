using Plimsoll.Engine.Commands;
using Plimsoll.Formats.Documents;
using Plimsoll.Host;
using Plimsoll.Journal.Storage;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.Catalog.Subjects;
using Plimsoll.Server.Api.Requests;
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
    /// <param name="file">What it says.</param>
    /// <param name="api">The venue.</param>
    /// <param name="notes">Takes down what was listed, and what stays though the file says something else of it; null for nobody who asks.</param>
    /// <returns>What was refused, and why; the others are listed.</returns>
    public static async Task<IReadOnlyList<DocumentFault>> ListAsync(VenueFile file, VenueApi api, ListingNotes? notes = null)
    {
        // The server itself asks, as at the demo's listing; nobody's permission is looked at on this way.
        var nobody = new ApiKey(0, "", "", ApiRoles.None, [], default!, IsLoopbackOnly: true, CreatedAt: 0, RevokedAt: null);
        var caller = new ApiCaller(api, nobody, IdempotencyKey: null, CancellationToken.None);
        var faults = new List<DocumentFault>();
        foreach (var entry in file.Entries)
        {
            try
            {
                await ListAsync(entry.Request, caller, notes);
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

    /// <summary>Lists it, unless it is listed.</summary>
    private static async Task ListAsync(object request, ApiCaller caller, ListingNotes? notes)
    {
        var (api, names) = (caller.Api, caller.Api.Host.Names);
        switch (request)
        {
            case CreateAssetRequest asked:
                if ((asked.Rules?.Asset ?? asked.Symbol) is { } symbol && names.TryFindAsset(symbol, out var ownAsset))
                {
                    notes?.Kept(
                        symbol,
                        api,
                        engine => engine.View(ownAsset).Asset,
                        () => ListingReader.Asset(asked, caller) with { Id = ownAsset }
                    );
                    return;
                }

                var asset = ListingReader.Asset(asked, caller);
                await ListingOperations.ListAsync(new ListAsset(default, asset), asset, asked.Rules is null ? "" : "rules.", caller);
                notes?.Listed(asset.Symbol);
                return;
            case IndexRules asked:
                if (names.TryFindIndex(asked.Index, out var ownIndex))
                {
                    notes?.Kept(
                        asked.Index,
                        api,
                        engine => engine.View(ownIndex).Parameters,
                        () => ListingReader.Index(asked, caller) with { Id = ownIndex }
                    );
                    return;
                }

                var index = ListingReader.Index(asked, caller);
                await ListingOperations.ListAsync(new ListIndex(default, index), index, "", caller);
                notes?.Listed(index.Symbol);
                return;
            case CreateInstrumentRequest asked:
                if ((asked.Rules?.Instrument ?? asked.Symbol) is { } name && names.TryFindInstrument(name, out var own))
                {
                    notes?.Kept(
                        name,
                        api,
                        engine => engine.View(own).Parameters,
                        () => ListingReader.Instrument(asked, caller) with { Id = own }
                    );
                    return;
                }

                var instrument = ListingReader.Instrument(asked, caller);
                await ListingOperations.ListAsync(
                    new ListInstrument(default, instrument),
                    instrument,
                    asked.Rules is null ? "" : "rules.",
                    caller
                );
                notes?.Listed(instrument.Symbol);
                return;
            default:
                var scheme = ListingReader.Scheme((CreateSchemeRequest)request, caller);
                if (names.TryFindScheme(scheme.Symbol, out _))
                    return;

                await ListingOperations.SubmitAsync(new ListScheme(default, scheme), caller);
                notes?.Listed(scheme.Symbol);
                return;
        }
    }
}
