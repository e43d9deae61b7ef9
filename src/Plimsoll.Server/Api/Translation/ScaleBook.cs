using System.Collections.Concurrent;
using Plimsoll.Host;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Decimals of what is listed. They never change, so that each is asked for once.</summary>
internal sealed class ScaleBook(VenueHost host)
{
    private readonly ConcurrentDictionary<int, int> _assets = new();
    private readonly ConcurrentDictionary<int, int> _indices = new();
    private readonly ConcurrentDictionary<(int Index, string Source), byte> _sources = new();
    private readonly ConcurrentDictionary<int, InstrumentScale> _instruments = new();

    public int Of(AssetId asset) =>
        _assets.TryGetValue(asset.Value, out var known)
            ? known
            : _assets[asset.Value] = host.Read(asset, static (machine, id) => machine.Engine.View(id).Asset.Decimals);

    public int Of(IndexId index) =>
        _indices.TryGetValue(index.Value, out var known)
            ? known
            : _indices[index.Value] = host.Read(index, static (machine, id) => machine.Engine.View(id).Parameters.Decimals);

    /// <summary>The place of a source in its index; null when it has none. Sources may be added, so what is not known is asked for again.</summary>
    public byte? Source(IndexId index, string name)
    {
        if (_sources.TryGetValue((index.Value, name), out var place))
            return place;

        var sources = host.Read(index, static (machine, id) => machine.Engine.View(id).Parameters.Sources);
        for (var i = 0; i < sources.Count; i++)
        {
            if (string.Equals(sources[i].Name, name, StringComparison.Ordinal))
                return _sources[(index.Value, name)] = (byte)i;
        }

        return null;
    }

    public InstrumentScale Of(InstrumentId instrument) =>
        _instruments.TryGetValue(instrument.Value, out var known)
            ? known
            : _instruments[instrument.Value] = host.Read(
                instrument,
                static (machine, id) =>
                    machine.Engine.View(id).Parameters is { } rules
                        ? new InstrumentScale(rules.PriceDecimals, rules.QuantityDecimals)
                        : default
            );
}
