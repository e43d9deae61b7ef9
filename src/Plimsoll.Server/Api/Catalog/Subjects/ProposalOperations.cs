using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
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
            "Lets a proposal take effect. Whoever proposed it cannot, nor can a key that made the proposer's or comes from it.",
            static (request, caller) =>
            {
                if (caller.Api.Host.Read(request.Proposal, static (machine, number) => machine.FindProposal(number)) is { } proposal)
                    TwoPersons.Require(proposal.Proposer, caller);

                return SubmitAsync(HostEntry.Approve(request.Proposal), request, caller);
            },
            Changes: true
        ),
        new TaskOperation<ProposalRequest, OutcomeView>(
            "proposals.withdraw",
            Operations.ProposeParameters,
            "POST",
            "/proposals/{proposal}/withdraw",
            "Takes a proposal back, or turns it down.",
            static (request, caller) => SubmitAsync(HostEntry.Withdraw(request.Proposal), request, caller),
            Changes: true
        ),
        new QueryOperation<NothingRequest, ScheduledChanges>(
            "changes.list",
            Operations.ReadParameters,
            "GET",
            "/changes",
            "Changes that were decided and wait for their time, and what became of those that waited.",
            static (_, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Keys,
                    static (machine, keys) =>
                        new ScheduledChanges(
                            [.. machine.Engine.Scheduled().Select(each => Of(each, machine, keys))],
                            [.. machine.EndedChanges.Reverse().Select(each => Of(each, keys))],
                            machine.Sequence
                        )
                )
        ),
        new TaskOperation<ChangeRequest, OutcomeView>(
            "changes.withdraw",
            Operations.ProposeParameters,
            "POST",
            "/changes/{change}/withdraw",
            "Takes a change back that was approved and waits for its time.",
            static (request, caller) => ListingOperations.SubmitAsync(new WithdrawChange(default, request.Change), caller),
            Changes: true
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
            "Puts a proposed mark into force. Whoever proposed it cannot, nor can a key that made the proposer's or comes from it.",
            static (request, caller) =>
            {
                var instrument = caller.Api.Translator.Instrument(request.Instrument);
                var view = caller.Api.Host.Read(instrument, static (machine, id) => machine.Engine.View(id));
                if (view is { OverrideProposer: > 0, OverrideApprover: 0 })
                    TwoPersons.Require(view.OverrideProposer, caller);

                return ListingOperations.SubmitAsync(new ApproveMarkOverride(default, instrument, caller.Key.Number), caller);
            },
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

    /// <summary>Hands in what is said of a proposal; of one that was approved already, what can be done about it now.</summary>
    private static async Task<OutcomeView> SubmitAsync(HostEntry entry, ProposalRequest request, ApiCaller caller)
    {
        try
        {
            return await ListingOperations.SubmitAsync(entry, caller);
        }
        catch (ProblemException refused) when (refused.Problem.Code == (ProblemCode)HostReason.UnknownProposal)
        {
            var change = caller.Api.Host.Read(request.Proposal, static (machine, number) => machine.ChangeOf(number));
            if (change is null)
                throw;

            throw new ProblemException(
                refused.Problem with
                {
                    Detail = $"it was approved, and waits for its time as change {change}.",
                    Advice = $"Take it back with POST /api/v1/changes/{change}/withdraw; GET /api/v1/changes shows it.",
                }
            );
        }
    }

    private static EndedChange Of(in ChangeEnd ended, ApiKeyBook keys) =>
        new(
            ended.Ticket,
            ended.Subject,
            ended.Outcome,
            new(ended.At),
            ended.Sequence,
            ended.Origin is { } origin ? origin.Proposal : null,
            ended.Origin is { } proposed ? KeyName.Of(proposed.Proposer, keys) : null,
            ended.Origin is { } approved ? KeyName.Of(approved.Approver, keys) : null,
            ended.Withdrawer is { } by ? KeyName.Of(by, keys) : null
        );

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
