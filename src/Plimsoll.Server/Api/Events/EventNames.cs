using System.Collections.Concurrent;
using Plimsoll.Engine.Accounts;
using Plimsoll.Host;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>Names for the engine's numbers. A name once given stays, so that each is looked up once; for any thread.</summary>
internal sealed class EventNames(VenueHost host, ApiKeyBook keys)
{
    private readonly ConcurrentDictionary<int, string> _assets = new();
    private readonly ConcurrentDictionary<int, string> _indices = new();
    private readonly ConcurrentDictionary<int, string> _instruments = new();
    private readonly ConcurrentDictionary<int, string> _schemes = new();
    private readonly ConcurrentDictionary<(int Index, int Place), string> _sources = new();
    private readonly ConcurrentDictionary<int, AssetId> _settlement = new();
    private readonly ConcurrentDictionary<int, string> _keys = new();

    /// <summary>Whose accounts are.</summary>
    public AccountOwners Owners { get; } = new(host);

    public string Of(AccountId account) => host.Names.NameOf(account);

    public string OfOwner(int owner) => owner < 0 ? "venue" : host.Names.OwnerNameOf(owner);

    public string Of(AssetId asset) =>
        _assets.TryGetValue(asset.Value, out var known)
            ? known
            : _assets[asset.Value] = host.Read(asset, static (machine, id) => machine.Engine.View(id).Asset.Symbol);

    public string Of(IndexId index) =>
        _indices.TryGetValue(index.Value, out var known)
            ? known
            : _indices[index.Value] = host.Read(index, static (machine, id) => machine.Engine.View(id).Parameters.Symbol);

    public string Of(InstrumentId instrument) =>
        _instruments.TryGetValue(instrument.Value, out var known)
            ? known
            : _instruments[instrument.Value] = host.Read(instrument, static (machine, id) => machine.Engine.View(id).Parameters.Symbol);

    public string Of(SchemeId scheme) =>
        scheme == SchemeId.Standard ? "standard"
        : _schemes.TryGetValue(scheme.Value, out var known) ? known
        : _schemes[scheme.Value] = host.Read(scheme, static (machine, id) => machine.Engine.View(id).Symbol);

    /// <summary>A source by its place in the index; sources are added behind those there are.</summary>
    public string OfSource(IndexId index, byte place)
    {
        if (_sources.TryGetValue((index.Value, place), out var known))
            return known;

        var sources = host.Read(index, static (machine, id) => machine.Engine.View(id).Parameters.Sources);
        return place < sources.Count ? _sources[(index.Value, place)] = sources[place].Name : "gone";
    }

    /// <summary>The asset in which an instrument settles; fixed at listing.</summary>
    public AssetId SettlementOf(InstrumentId instrument) =>
        _settlement.TryGetValue(instrument.Value, out var known)
            ? known
            : _settlement[instrument.Value] = host.Read(
                instrument,
                static (machine, id) => machine.Engine.View(id).Parameters.SettlementAsset
            );

    /// <summary>The public name of a key by its number; null for the host itself.</summary>
    public string? OfKey(int number)
    {
        if (number == 0)
            return null;

        if (_keys.TryGetValue(number, out var known))
            return known;

        foreach (var key in keys.Keys)
        {
            _keys[key.Number] = key.Id;
        }

        return _keys.GetValueOrDefault(number);
    }
}
