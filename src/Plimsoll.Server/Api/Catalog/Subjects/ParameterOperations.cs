using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Venue;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Other rules for what is listed: proposed by one key, approved by another.</summary>
internal static class ParameterOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new TaskOperation<ChangeAssetRequest, OutcomeView>(
            "assets.propose_change",
            Operations.ProposeParameters,
            "PATCH",
            "/assets/{asset}",
            "Proposes other rules of an asset. Another key has to approve.",
            static (request, caller) =>
            {
                var asset = caller.Api.Host.Read(
                    caller.Api.Translator.Asset(request.Asset),
                    static (machine, id) => machine.Engine.View(id).Asset
                );
                var changed = RulesReader.With(
                    asset,
                    request.Haircuts,
                    request.AccountCap,
                    request.VenueCap,
                    request.ConversionDiscount,
                    ""
                );
                return ProposeAsync(
                    asset,
                    new ChangeAsset(default, changed, At(request.EffectiveAt, caller)),
                    FaultOf(changed, caller),
                    caller
                );
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<ChangeIndexRequest, OutcomeView>(
            "indices.propose_change",
            Operations.ProposeParameters,
            "PATCH",
            "/indices/{index}",
            "Proposes other rules of an index. Another key has to approve.",
            static (request, caller) =>
            {
                var index = caller.Api.Host.Read(
                    caller.Api.Translator.Index(request.Index),
                    static (machine, id) => machine.Engine.View(id).Parameters
                );
                var changed = RulesReader.With(Weighted(index, request.Weights), request.Limits);
                return ProposeAsync(
                    index,
                    new ChangeIndex(default, changed, At(request.EffectiveAt, caller)),
                    IndexValidator.Validate(changed),
                    caller
                );
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<ChangeInstrumentRequest, OutcomeView>(
            "instruments.propose_change",
            Operations.ProposeParameters,
            "PATCH",
            "/instruments/{instrument}",
            "Proposes other rules of an instrument: margin, fees, mark, funding, largest order. Another key has to approve.",
            static (request, caller) =>
            {
                var listed = caller.Api.Host.Read(
                    caller.Api.Translator.Instrument(request.Instrument),
                    static (machine, id) => machine.Engine.View(id).Parameters
                );
                var changed = Changed(listed, request, caller);
                return ProposeAsync(
                    listed,
                    new ChangeInstrument(default, changed, At(request.EffectiveAt, caller)),
                    FaultOf(changed, caller),
                    caller
                );
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<ChangeSchemeRequest, OutcomeView>(
            "schemes.propose_change",
            Operations.ProposeParameters,
            "PATCH",
            "/schemes/{scheme}",
            "Proposes another rule for a scheme of portfolio margin, as a model has it. Another key has to approve.",
            static (request, caller) =>
            {
                var (listed, changed) = ListingReader.Scheme(request, caller);
                return ProposeAsync(
                    listed,
                    new ChangeScheme(default, changed, At(request.EffectiveAt, caller)),
                    caller.Api.Host.Read(changed, static (machine, scheme) => machine.Engine.FaultOf(scheme)),
                    caller
                );
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<ChangeVenueRequest, OutcomeView>(
            "venue.propose_change",
            Operations.ProposeParameters,
            "PATCH",
            "/venue",
            "Proposes other rules of the venue. Another key has to approve.",
            static (request, caller) =>
            {
                var venue = caller.Api.Host.Read(static machine => machine.Engine.ViewVenue().Parameters);
                var changed = RulesReader.With(venue, request.Rules);
                return ProposeAsync(
                    venue,
                    new ChangeVenue(default, changed, At(request.EffectiveAt, caller)),
                    Engine.VenueValidator.Validate(changed),
                    caller,
                    "rules."
                );
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
    ];

    private static InstrumentParameters Changed(InstrumentParameters listed, ChangeInstrumentRequest request, ApiCaller caller)
    {
        if (request is { Margin: not null, ModelMargin: not null })
            throw Refusals.Bad("model_margin", "a table and a model contradict each other.", "Send one of the two.");

        return listed with
        {
            Margin =
                request.Margin is { } table ? RulesReader.Table(table, caller.Api.Translator.DecimalsOf(listed.SettlementAsset), "margin")
                : request.ModelMargin is { } model ? ListingReader.Margin(model.Model, model.Symbol, listed, caller)
                : listed.Margin,
            Fees = RulesReader.Fees(request.Fees, listed.Fees, ""),
            Mark = RulesReader.Mark(request.Mark, listed.Mark, ""),
            Funding = RulesReader.Funding(request.Funding, listed.Funding, ""),
            MaxOrderQuantity = request.MaxOrderAmount is { } most
                ? new(RulesReader.Units(most, listed.QuantityDecimals, "max_order_amount"))
                : listed.MaxOrderQuantity,
        };
    }

    private static IndexParameters Weighted(IndexParameters index, IReadOnlyDictionary<string, int>? weights)
    {
        foreach (var name in weights?.Keys ?? [])
        {
            if (!index.Sources.Any(source => string.Equals(source.Name, name, StringComparison.Ordinal)))
                throw Refusals.Unknown($"weights.{name}", "source", name);
        }

        return weights is null
            ? index
            : index with
            {
                Sources =
                [
                    .. index.Sources.Select(source => source with { Weight = weights.GetValueOrDefault(source.Name, source.Weight) }),
                ],
            };
    }

    private static string? FaultOf(AssetParameters asset, ApiCaller caller) =>
        caller.Api.Host.Read(
            asset,
            static (machine, it) =>
                AssetValidator.Validate(
                    it,
                    it.Index is { } index ? machine.Engine.View(index).Parameters : null,
                    machine.Engine.View(new AssetId(0)).Asset.Decimals
                )
        );

    private static string? FaultOf(InstrumentParameters instrument, ApiCaller caller) =>
        caller.Api.Host.Read(
            instrument,
            static (machine, it) =>
                InstrumentValidator.Validate(
                    it,
                    machine.Engine.View(it.SettlementAsset).Asset,
                    it.Kind == InstrumentKind.Spot ? machine.Engine.View(it.BaseAsset).Asset : null,
                    machine.Engine.View(it.Underlying).Parameters
                )
        );

    /// <summary>Whoever proposes hears of a mistake now, not whoever approves.</summary>
    /// <param name="before">The rules that it was made from. Others may come into force before it has its place; they stay.</param>
    /// <param name="change">The change.</param>
    /// <param name="fault">What is out of range, as the engine names it; null when nothing is.</param>
    /// <param name="caller">Who proposes it.</param>
    /// <param name="prefix">Where the request has the rules.</param>
    private static Task<OutcomeView> ProposeAsync(object before, Command change, string? fault, ApiCaller caller, string prefix = "")
    {
        var rules = RuleChange.RulesOf(change)!;
        if (fault is not null)
        {
            var kind = RefusalKinds.Of((int)Engine.RejectReason.ParametersInvalid);
            var refusal = new Problem(kind.Code) { Kind = kind };
            throw new ProblemException(
                caller.Api.Host.Read(
                    (refusal, fault, rules, prefix),
                    static (machine, it) => RuleRanges.Tell(it.refusal, it.fault, it.rules, it.prefix, machine.Engine)
                )
            );
        }

        // Two persons would look at nothing.
        if (
            caller.Api.Host.Read(
                rules,
                static (machine, it) => RuleChange.InForce(it, machine.Engine) is { } now && WaitingRules.AreSame(it, now)
            )
        )
            throw new ProblemException(new(ProblemCode.NothingChanges));

        return SubmitAsync(before, change, caller, prefix);
    }

    private static async Task<OutcomeView> SubmitAsync(object before, Command change, ApiCaller caller, string prefix)
    {
        var outcome = await caller.Api.Host.SubmitAsync(caller.Own(HostEntry.Propose(change, before)));
        if (outcome.Code != (int)HostReason.RulesChanged)
            return OutcomeView.Of(outcome, caller.Api);

        var since = caller.Api.Host.Read(
            before,
            static (machine, it) => RulesDifference.Between(it, RuleChange.InForce(it, machine.Engine)!, machine.Engine)
        );
        throw new ProblemException(
            OutcomeProblems.Of(outcome, caller.Api.Translator) with
            {
                Field = since.Count == 0 ? null : prefix + since[0].Field,
                Detail =
                    since.Count == 0
                        ? null
                        : $"came into force since: {string.Join("; ", since.Select(each => $"{each.Field} from {each.From ?? "nothing"} to {each.To ?? "nothing"}"))}.",
            }
        );
    }

    /// <summary>Without a time of its own a change holds from its approval on. One whose time has passed could never be approved.</summary>
    private static Timestamp At(TimeText? effectiveAt, ApiCaller caller)
    {
        if (effectiveAt is not { } at)
            return default;

        var now = caller.Api.Clock.Now();
        if (at.Value > now)
            return at.Value;

        var kind = RefusalKinds.Of((int)Engine.RejectReason.EffectiveTimeInPast);
        throw new ProblemException(
            new(kind.Code)
            {
                Kind = kind,
                Field = "effective_at",
                Detail = $"found {at}; it is {new TimeText(now)} now.",
                Advice = "Name a time that leaves room for the approval, or none: then the change holds from its approval on.",
            }
        );
    }
}
