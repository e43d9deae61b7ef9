using Plimsoll.Collateral;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>What is to be listed, by its rules or as a model has it. Numbers are the next free ones: two who list at once get a conflict.</summary>
internal static class ListingReader
{
    public static AssetParameters Asset(CreateAssetRequest request, ApiCaller caller)
    {
        var (host, translator) = (caller.Api.Host, caller.Api.Translator);
        var id = new AssetId((byte)host.Read(static machine => Math.Min(machine.Engine.AssetCount, AssetId.Limit - 1)));
        if (request.Rules is { } rules)
        {
            AddressNames.Require(rules.Asset, "rules.asset");
            return request.Model is null ? RulesReader.Asset(rules, id, translator) : throw Both();
        }

        var index = request.Index is { } symbol
            ? host.Read(translator.Index(symbol), static (machine, it) => machine.Engine.View(it).Parameters)
            : null;
        var numeraire = id.Value == 0 ? null : host.Read(static machine => machine.Engine.View(new AssetId(0)).Asset);
        var name = AddressNames.Require(request.Symbol ?? throw Missing("symbol"), "symbol");
        return Of(request.Model, listing => listing.Asset(name, id, request.Decimals, numeraire, index));
    }

    public static IndexParameters Index(IndexRules request, ApiCaller caller)
    {
        AddressNames.Require(request.Index, "index");
        var id = new IndexId((ushort)caller.Api.Host.Read(static machine => machine.Engine.IndexCount));
        return RulesReader.Index(request, id, caller.Api.Translator);
    }

    public static InstrumentParameters Instrument(CreateInstrumentRequest request, ApiCaller caller)
    {
        var (host, translator) = (caller.Api.Host, caller.Api.Translator);
        var id = new InstrumentId((ushort)host.Read(static machine => machine.Engine.InstrumentCount));
        if (request.Rules is { } rules)
        {
            AddressNames.Require(rules.Instrument, "rules.instrument");
            return request.Model is null ? RulesReader.Instrument(rules, id, translator) : throw Both();
        }

        var settlement = translator.Asset(request.SettlementAsset ?? throw Missing("settlement_asset"), "settlement_asset");
        var underlying = translator.Index(request.Index ?? throw Missing("index"));
        AssetId? delivered = request.BaseAsset is { } asset ? translator.Asset(asset, "base_asset") : null;
        var terms = host.Read(machine => new ListingTerms
        {
            Id = id,
            Settlement = machine.Engine.View(settlement).Asset,
            Underlying = machine.Engine.View(underlying).Parameters,
            BaseAsset = delivered is { } spot ? machine.Engine.View(spot).Asset : null,
        });
        terms = terms with
        {
            QuantityDecimals = request.AmountDecimals,
            Tick = Decimal(request.TickSize, "tick_size"),
            Lot = Decimal(request.LotSize, "lot_size"),
            Expiry = request.Expiry?.Value,
            MarginAlone = request.MarginAlone is { } table ? RulesReader.Table(table, terms.Settlement.Decimals, "margin_alone") : null,
            Fees = RulesReader.Fees(request.Fees, terms.Fees, ""),
            Mark = RulesReader.Mark(request.Mark, terms.Mark, ""),
            Funding = RulesReader.Funding(request.Funding, terms.Funding, ""),
        };
        var name = AddressNames.Require(request.Symbol ?? throw Missing("symbol"), "symbol");
        return Of(request.Model, listing => listing.Instrument(name, terms));
    }

    public static PortfolioScheme Scheme(CreateSchemeRequest request, ApiCaller caller)
    {
        var (host, translator) = (caller.Api.Host, caller.Api.Translator);
        var underlyings = request.Underlyings.ToDictionary(
            each => each.Key,
            each =>
                host.Read(
                    translator.Index(Named(each.Value, $"underlyings.{each.Key}"), $"underlyings.{each.Key}"),
                    static (machine, id) => machine.Engine.View(id).Parameters
                ),
            StringComparer.Ordinal
        );
        var assets = (request.Assets ?? new Dictionary<string, string>(StringComparer.Ordinal)).ToDictionary(
            each => each.Key,
            each =>
                host.Read(
                    translator.Asset(Named(each.Value, $"assets.{each.Key}"), $"assets.{each.Key}"),
                    static (machine, id) => machine.Engine.View(id).Asset
                ),
            StringComparer.Ordinal
        );
        var peg = request.Peg is { } symbol
            ? host.Read(translator.Index(symbol, "peg"), static (machine, id) => machine.Engine.View(id).Parameters)
            : null;
        var number = new SchemeId((ushort)(host.Read(static machine => machine.Engine.SchemeCount) + 1));
        return OfClass(() => Of(request.Model, listing => listing.Scheme(number, underlyings, assets, peg, request.AccountClass)));
    }

    /// <summary>A scheme that is listed already, and the same with another rule; its number and name stay.</summary>
    public static (PortfolioScheme Listed, PortfolioScheme Changed) Scheme(ChangeSchemeRequest request, ApiCaller caller)
    {
        var id = caller.Api.Translator.Scheme(request.Scheme);
        if (id == SchemeId.Standard)
            throw Refusals.Bad("scheme", "standard margin is no scheme that could be changed.", "Propose changes of the instruments.");

        var (listed, rules) = caller.Api.Host.Read(
            id,
            static (machine, scheme) => (machine.Engine.View(scheme), RulesWriter.Of(machine.Engine.View(scheme), machine.Engine))
        );
        var terms = new CreateSchemeRequest(
            request.Model,
            request.Underlyings ?? rules.Underlyings,
            request.Assets,
            request.Peg ?? rules.Peg,
            request.AccountClass
        );
        return (listed, Scheme(terms, caller) with { Id = listed.Id, Symbol = listed.Symbol });
    }

    /// <summary>The margin that a model has for an instrument that is listed already.</summary>
    public static MarginSchedule Margin(string model, string symbol, InstrumentParameters listed, ApiCaller caller)
    {
        var terms = caller.Api.Host.Read(machine => new ListingTerms
        {
            Id = listed.Id,
            Settlement = machine.Engine.View(listed.SettlementAsset).Asset,
            Underlying = machine.Engine.View(listed.Underlying).Parameters,
            BaseAsset = listed.Kind == InstrumentKind.Spot ? machine.Engine.View(listed.BaseAsset).Asset : null,
            QuantityDecimals = listed.QuantityDecimals,
            Tick = (decimal)listed.TickSize.Units / (decimal)Math.Pow(10, listed.PriceDecimals),
            Lot = (decimal)listed.LotSize.Units / (decimal)Math.Pow(10, listed.QuantityDecimals),
            Expiry = listed.Expiry,
        });
        return Of(model, listing => listing.Instrument(symbol, terms)).Margin;
    }

    private static T Of<T>(string? model, Func<ModelListing, T> list)
    {
        var name = model ?? throw Missing("model", "Send rules, or a model and a symbol.");
        try
        {
            var found =
                ModelCatalog.BuiltIn.Find(name)
                ?? throw Refusals.Unknown("model", "model", name, $"Known are: {string.Join(", ", ModelCatalog.BuiltIn.Names)}.");
            return list(new(found));
        }
        catch (DocumentException cause)
        {
            var fault = cause.Faults[0];
            throw Refusals.Bad(
                "model",
                $"{(fault.Path.Length == 0 ? "" : fault.Path + ": ")}{fault.Message}",
                fault.Advice.Length == 0 ? null : fault.Advice
            );
        }
    }

    /// <summary>The serializer lets nulls into maps.</summary>
    private static string Named(string? symbol, string field) => symbol ?? throw Refusals.Bad(field, "expected a symbol; found null.");

    /// <summary>The rule for a class of accounts.</summary>
    private static T OfClass<T>(Func<T> list)
    {
        try
        {
            return list();
        }
        catch (ArgumentException cause) when (cause.ParamName == "accountClass")
        {
            throw Refusals.Bad("account_class", "the model has no such class of accounts.", "Send a class of the model, or none.");
        }
    }

    private static decimal? Decimal(DecimalText? number, string field) =>
        number is not { } given ? null
        : decimal.TryParse(
            given.ToString(),
            System.Globalization.NumberStyles.Number,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value
        )
            ? value
        : throw Refusals.Bad(field, "the number has too many digits.");

    private static ProblemException Both() => Refusals.Bad("model", "rules and a model contradict each other.", "Send one of the two.");

    private static ProblemException Missing(string field, string? advice = null) =>
        new(new(ProblemCode.MissingMember) { Field = field, Advice = advice });
}
