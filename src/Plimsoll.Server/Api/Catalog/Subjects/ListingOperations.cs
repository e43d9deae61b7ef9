using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Surfaces;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What is new at a venue, and surfaces.</summary>
internal static class ListingOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new TaskOperation<CreateAssetRequest, OutcomeView>(
            "assets.create",
            Operations.ManageMarkets,
            "POST",
            "/assets",
            "Lists an asset. The first is the numeraire.",
            static (request, caller) =>
            {
                var asset = ListingReader.Asset(request, caller);
                return ListAsync(new ListAsset(default, asset), asset, request.Rules is null ? "" : "rules.", caller);
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<IndexRules, OutcomeView>(
            "indices.create",
            Operations.ManageMarkets,
            "POST",
            "/indices",
            "Lists an index.",
            static (request, caller) =>
            {
                var index = ListingReader.Index(request, caller);
                return ListAsync(new ListIndex(default, index), index, "", caller);
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<CreateInstrumentRequest, OutcomeView>(
            "instruments.create",
            Operations.ManageMarkets,
            "POST",
            "/instruments",
            "Lists an instrument, by its rules or as a model has it.",
            static (request, caller) =>
            {
                var instrument = ListingReader.Instrument(request, caller);
                return ListAsync(new ListInstrument(default, instrument), instrument, request.Rules is null ? "" : "rules.", caller);
            },
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new TaskOperation<CreateSchemeRequest, OutcomeView>(
            "schemes.create",
            Operations.ManageMarkets,
            "POST",
            "/schemes",
            "Lists a scheme of portfolio margin as a model has it.",
            static (request, caller) => SubmitAsync(new ListScheme(default, ListingReader.Scheme(request, caller)), caller),
            Changes: true
        )
        {
            IsWorkedOut = true,
        },
        new CommandOperation<SetSurfaceRequest>(
            "indices.set_surface",
            Operations.ReportPrices,
            "PUT",
            "/indices/{index}/surface",
            "Replaces the volatility surface of an index, by which its options are marked.",
            static (request, translator) =>
                HostEntry.Of(
                    new SetSurface(
                        default,
                        translator.Index(request.Index),
                        request.Slices.Select((slice, place) => Slice(slice, $"slices[{place}].")).ToArray()
                    )
                )
        ),
    ];

    /// <summary>Hands in a command of the caller's.</summary>
    public static Task<OutcomeView> SubmitAsync(Command command, ApiCaller caller) => SubmitAsync(HostEntry.Of(command), caller);

    /// <summary>Hands in an entry of the caller's.</summary>
    public static async Task<OutcomeView> SubmitAsync(HostEntry entry, ApiCaller caller) =>
        OutcomeView.Of(await caller.Api.Host.SubmitAsync(caller.Own(entry)), caller.Api);

    /// <summary>Lists something; what is out of range is told with what is permitted.</summary>
    public static async Task<OutcomeView> ListAsync(Command command, object rules, string prefix, ApiCaller caller)
    {
        var outcome = await caller.Api.Host.SubmitAsync(caller.Own(HostEntry.Of(command)));
        if (outcome is not { Code: (int)Engine.RejectReason.ParametersInvalid, Field: { } fault })
            return OutcomeView.Of(outcome, caller.Api);

        var refusal = OutcomeProblems.Of(outcome, caller.Api.Translator);
        throw new ProblemException(
            caller.Api.Host.Read(
                (refusal, fault, rules, prefix),
                static (machine, it) => RuleRanges.Tell(it.refusal, it.fault, it.rules, it.prefix, machine.Engine)
            )
        );
    }

    private static SurfaceSlice Slice(SurfaceSliceRequest slice, string field) =>
        new(
            slice.Expiry.Value,
            RulesReader.Units(slice.Forward, 9, field + "forward"),
            new(
                RulesReader.Units(slice.A, 12, field + "a"),
                RulesReader.Units(slice.B, 12, field + "b"),
                RulesReader.Units(slice.Rho, 12, field + "rho"),
                RulesReader.Units(slice.M, 12, field + "m"),
                RulesReader.Units(slice.Sigma, 12, field + "sigma")
            )
        );
}
