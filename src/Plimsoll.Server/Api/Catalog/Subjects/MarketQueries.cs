using Plimsoll.Engine;
using Plimsoll.Host;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What is listed, and its prices.</summary>
internal static class MarketQueries
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<NothingRequest, TimeResponse>(
            "server.time",
            Operations.ReadMarkets,
            "GET",
            "/time",
            "The venue's time, and the server's, by which signatures are checked.",
            static (_, caller) => new(new(caller.Api.Host.Read(static machine => machine.Now)), new(caller.Api.MachineClock.Now()))
        ),
        new QueryOperation<NothingRequest, VenueResponse>(
            "venue.get",
            Operations.ReadMarkets,
            "GET",
            "/venue",
            "The venue's rules, and whether it is paused.",
            static (_, caller) => caller.Api.Host.Read(Venue)
        ),
        new QueryOperation<PageRequest, Page<AssetResponse>>(
            "assets.list",
            Operations.ReadMarkets,
            "GET",
            "/assets",
            "Assets with their rules and prices.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    request,
                    static (machine, page) =>
                        Pages.Of(
                            [.. Enumerable.Range(0, machine.Engine.AssetCount).Select(id => Asset(machine.Engine, new((byte)id)))],
                            asset => asset.Asset,
                            page.Limit,
                            page.After,
                            machine.Sequence
                        )
                )
        ),
        new QueryOperation<AssetRequest, AssetResponse>(
            "assets.get",
            Operations.ReadMarkets,
            "GET",
            "/assets/{asset}",
            "One asset.",
            static (request, caller) =>
                caller.Api.Host.Read(caller.Api.Translator.Asset(request.Asset), static (machine, id) => Asset(machine.Engine, id))
        ),
        new QueryOperation<PageRequest, Page<IndexResponse>>(
            "indices.list",
            Operations.ReadMarkets,
            "GET",
            "/indices",
            "Indices with their rules, prices, and the state of their sources.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    request,
                    static (machine, page) =>
                        Pages.Of(
                            [.. Enumerable.Range(0, machine.Engine.IndexCount).Select(id => Index(machine.Engine, new((ushort)id)))],
                            index => index.Index,
                            page.Limit,
                            page.After,
                            machine.Sequence
                        )
                )
        ),
        new QueryOperation<IndexRequest, IndexResponse>(
            "indices.get",
            Operations.ReadMarkets,
            "GET",
            "/indices/{index}",
            "One index.",
            static (request, caller) =>
                caller.Api.Host.Read(caller.Api.Translator.Index(request.Index), static (machine, id) => Index(machine.Engine, id))
        ),
        new QueryOperation<IndexRequest, SurfaceResponse>(
            "indices.surface",
            Operations.ReadMarkets,
            "GET",
            "/indices/{index}/surface",
            "The volatility surface by which the options on an index are marked, as it was set.",
            static (request, caller) => caller.Api.Host.Read(caller.Api.Translator.Index(request.Index), Surface)
        ),
        new QueryOperation<PageRequest, Page<Rules.SchemeRules>>(
            "schemes.list",
            Operations.ReadMarkets,
            "GET",
            "/schemes",
            "Schemes of portfolio margin that accounts may choose.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    request,
                    static (machine, page) =>
                        Pages.Of(
                            [
                                .. Enumerable
                                    .Range(1, machine.Engine.SchemeCount)
                                    .Select(id => RulesWriter.Of(machine.Engine.View(new SchemeId((ushort)id)), machine.Engine)),
                            ],
                            scheme => scheme.Scheme,
                            page.Limit,
                            page.After,
                            machine.Sequence
                        )
                )
        ),
    ];

    private static SurfaceResponse Surface(VenueMachine machine, IndexId id)
    {
        var (index, surface) = (machine.Engine.View(id).Parameters, machine.Engine.ViewSurface(id));
        var isSet = surface.Slices.Count > 0;
        return new(
            index.Symbol,
            isSet ? new TimeText(surface.At) : null,
            isSet ? DecimalText.Of(surface.IndexPrice.Units, index.Decimals) : null,
            [
                .. surface.Slices.Select(slice => new SurfaceSliceRequest(
                    new(slice.Expiry),
                    DecimalText.Of(slice.ForwardUnits, 9),
                    DecimalText.Of(slice.Smile.A, 12),
                    DecimalText.Of(slice.Smile.B, 12),
                    DecimalText.Of(slice.Smile.Rho, 12),
                    DecimalText.Of(slice.Smile.M, 12),
                    DecimalText.Of(slice.Smile.Sigma, 12)
                )),
            ],
            machine.Sequence
        );
    }

    private static VenueResponse Venue(VenueMachine machine)
    {
        var (engine, view) = (machine.Engine, machine.Engine.ViewVenue());
        return new(
            engine.AssetCount > 0 ? engine.View(view.Parameters.Numeraire).Asset.Symbol : null,
            view.IsPaused,
            view.IsPaused ? new TimeText(view.PausedUntil) : null,
            view.GraceUntil > machine.Now ? new TimeText(view.GraceUntil) : null,
            view.ParametersVersion,
            RulesWriter.Of(view.Parameters),
            machine.Sequence
        );
    }

    private static AssetResponse Asset(MarginEngine engine, AssetId id)
    {
        var view = engine.View(id);
        return new(
            view.Asset.Symbol,
            view.Asset.Index is null,
            view.Asset.Index is { } index && view.HasPrice
                ? DecimalText.Of(view.IndexPrice.Units, engine.View(index).Parameters.Decimals)
                : null,
            RulesWriter.Of(view.Asset, engine)
        );
    }

    private static IndexResponse Index(MarginEngine engine, IndexId id)
    {
        var view = engine.View(id);
        DecimalText? Price(Price price) => price.Units == 0 ? null : DecimalText.Of(price.Units, view.Parameters.Decimals);
        TimeText? Time(Timestamp time) => time == Timestamp.Never ? null : new TimeText(time);
        return new(
            view.Parameters.Symbol,
            Price(view.Price),
            view.LiveSources,
            Time(view.WindowUntil),
            view.HasNoSource,
            view.HasNoSource ? new TimeText(view.NoSourceUntil) : null,
            [
                .. view.Sources.Select(source => new SourceResponse(
                    source.Name,
                    source.Weight,
                    source.State,
                    Price(source.Bid),
                    Price(source.Ask),
                    Time(source.QuotedAt),
                    Time(source.GoodSince)
                )),
            ],
            RulesWriter.Of(view.Parameters, engine)
        );
    }
}
