using System.Text.Json;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>An index in public: price, sources, protective window, surface.</summary>
internal sealed class IndexChannel(string name, IndexId index) : Channel(name, Operations.ReadMarkets)
{
    public override bool Takes(in EventConcern concern, EventKind kind, EventViewer viewer) => concern.Index == index.Value;

    public override Action<Utf8JsonWriter> Snapshot(VenueMachine machine, VenueApi api, EventViewer viewer)
    {
        var view = machine.Engine.View(index);
        return json =>
        {
            json.WriteString("index", view.Parameters.Symbol);
            json.WriteString("index_price", Text(view.Price, api));
            json.WriteNumber("live_sources", view.LiveSources);
            json.WriteString(
                "protective_window_until",
                view.WindowUntil == Timestamp.Never ? null : new TimeText(view.WindowUntil).ToString()
            );
            json.WriteBoolean("has_no_source", view.HasNoSource);
            json.WriteStartArray("sources");
            foreach (var source in view.Sources)
            {
                json.WriteStartObject();
                json.WriteString("source", source.Name);
                json.WriteString("state", EventTypes.NameOf(source.State));
                json.WriteString("bid", Text(source.Bid, api));
                json.WriteString("ask", Text(source.Ask, api));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        };
    }

    private string? Text(Price price, VenueApi api) => price.Units == 0 ? null : api.Translator.Text(price, index).ToString();
}
