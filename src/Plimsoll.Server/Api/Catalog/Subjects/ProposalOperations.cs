using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What waits for a second person, or for its time; marks set by hand.</summary>
internal static class ProposalOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<NothingRequest, ProposalsResponse>(
            "proposals.list",
            Operations.ReadParameters,
            "GET",
            "/proposals",
            "Changes that wait for a second person.",
            static (_, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Keys,
                    static (machine, keys) =>
                        new ProposalsResponse([.. machine.Proposals.Select(each => Of(each, machine, keys))], machine.Sequence)
                )
        ),
        new TaskOperation<ProposalRequest, OutcomeView>(
            "proposals.approve",
            Operations.ApproveParameters,
            "POST",
            "/proposals/{proposal}/approve",
            "Lets a proposal take effect. Whoever proposed it cannot.",
            static (request, caller) => ListingOperations.SubmitAsync(HostEntry.Approve(request.Proposal), caller),
            Changes: true
        ),
        new TaskOperation<ProposalRequest, OutcomeView>(
            "proposals.withdraw",
            Operations.ProposeParameters,
            "POST",
            "/proposals/{proposal}/withdraw",
            "Takes a proposal back, or turns it down.",
            static (request, caller) => ListingOperations.SubmitAsync(HostEntry.Withdraw(request.Proposal), caller),
            Changes: true
        ),
        new QueryOperation<NothingRequest, ScheduledChanges>(
            "changes.list",
            Operations.ReadParameters,
            "GET",
            "/changes",
            "Changes that were decided and wait for their time.",
            static (_, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Keys,
                    static (machine, keys) =>
                        new ScheduledChanges([.. machine.Engine.Scheduled().Select(each => Of(each, machine, keys))], machine.Sequence)
                )
        ),
        new TaskOperation<MarkOverrideRequest, OutcomeView>(
            "mark_overrides.propose",
            Operations.OverridePrices,
            "PUT",
            "/instruments/{instrument}/mark_override",
            "Proposes a mark by hand. Another key has to approve.",
            static (request, caller) =>
            {
                var instrument = caller.Api.Translator.Instrument(request.Instrument);
                var price = caller.Api.Translator.Price(request.Price, instrument);
                return ListingOperations.SubmitAsync(
                    new ProposeMarkOverride(default, instrument, price, request.Until.Value, caller.Key.Number),
                    caller
                );
            },
            Changes: true
        ),
        new TaskOperation<InstrumentRequest, OutcomeView>(
            "mark_overrides.approve",
            Operations.OverridePrices,
            "POST",
            "/instruments/{instrument}/mark_override/approve",
            "Puts a proposed mark into force. Whoever proposed it cannot.",
            static (request, caller) =>
                ListingOperations.SubmitAsync(
                    new ApproveMarkOverride(default, caller.Api.Translator.Instrument(request.Instrument), caller.Key.Number),
                    caller
                ),
            Changes: true
        ),
        new TaskOperation<InstrumentRequest, OutcomeView>(
            "mark_overrides.end",
            Operations.OverridePrices,
            "DELETE",
            "/instruments/{instrument}/mark_override",
            "Ends a mark by hand, or withdraws its proposal.",
            static (request, caller) =>
                ListingOperations.SubmitAsync(
                    new EndMarkOverride(default, caller.Api.Translator.Instrument(request.Instrument), caller.Key.Number),
                    caller
                ),
            Changes: true
        ),
    ];

    private static ProposalResponse Of(Proposal proposal, VenueMachine machine, ApiKeyBook keys)
    {
        var (rules, effectiveAt) = (RuleChange.RulesOf(proposal.Command), RuleChange.EffectiveAt(proposal.Command));
        return new(
            proposal.Sequence,
            KeyName.Of(proposal.Proposer, keys),
            new(proposal.Command.At),
            effectiveAt.Nanoseconds == 0 ? null : new TimeText(effectiveAt),
            machine.Describe(proposal.Command),
            rules is null ? [] : Changes(rules, machine.Engine),
            Rules(rules ?? proposal.Command, machine.Engine)
        );
    }

    private static ScheduledChange Of(ScheduledView change, VenueMachine machine, ApiKeyBook keys)
    {
        var origin = machine.OriginOf(change.Ticket);
        return new(
            change.Ticket,
            new(change.EffectiveAt),
            origin?.Proposal,
            origin is { } proposed ? KeyName.Of(proposed.Proposer, keys) : null,
            origin is { } approved ? KeyName.Of(approved.Approver, keys) : null,
            Changes(change.Parameters, machine.Engine),
            Rules(change.Parameters, machine.Engine)
        );
    }

    private static IReadOnlyList<FieldChange> Changes(object rules, MarginEngine engine) =>
        RuleChange.InForce(rules, engine) is { } inForce ? RulesDifference.Between(inForce, rules, engine) : [];

    private static ChangedRules Rules(object parameters, MarginEngine engine) =>
        new(
            parameters is AssetParameters asset ? RulesWriter.Of(asset, engine) : null,
            parameters is IndexParameters index ? RulesWriter.Of(index, engine) : null,
            parameters is InstrumentParameters instrument ? RulesWriter.Of(instrument, engine) : null,
            parameters is InstrumentParameters { Margin: { IsEmpty: false } margin } ? FormulaText.NameOf(margin) : null,
            parameters is PortfolioScheme scheme ? RulesWriter.Of(scheme, engine) : null,
            parameters is VenueParameters venue ? RulesWriter.Of(venue) : null
        );
}
