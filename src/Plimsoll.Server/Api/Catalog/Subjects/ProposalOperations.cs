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
using Plimsoll.Server.Api.Events;
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
        new QueryOperation<PageRequest, Page<ProposalResponse>>(
            "proposals.list",
            Operations.ReadProposals,
            "GET",
            "/proposals",
            "Changes that wait for a second person, the oldest first.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    (request, caller.Api.Keys),
                    static (machine, it) =>
                        Pages.OfNumbered(
                            machine.Proposals,
                            each => each.Sequence,
                            each => Of(each, machine, it.Keys),
                            it.request,
                            machine.Sequence
                        )
                )
        ),
        new TaskOperation<ProposalRequest, OutcomeView>(
            "proposals.approve",
            Operations.ApproveParameters,
            "POST",
            "/proposals/{proposal}/approve",
            "Lets a proposal take effect. Whoever proposed it cannot, nor can a key that made the proposer's or comes from it.",
            ApproveAsync,
            Changes: true
        ),
        new TaskOperation<ProposalRequest, OutcomeView>(
            "proposals.withdraw",
            Operations.ProposeParameters,
            "POST",
            "/proposals/{proposal}/withdraw",
            "Takes a proposal back, or turns it down.",
            static (request, caller) =>
            {
                var proposal = Pages.Number(request.Proposal, "proposal");
                return SubmitAsync(HostEntry.Withdraw(proposal), proposal, caller);
            },
            Changes: true
        ),
        new QueryOperation<PageRequest, Page<ScheduledChange>>(
            "changes.list",
            Operations.ReadParameters,
            "GET",
            "/changes",
            "Changes that were decided and wait for their time, in the order in which they were decided.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    (request, caller),
                    static (machine, it) =>
                        Pages.OfNumbered(
                            machine.Engine.Scheduled(),
                            each => each.Ticket,
                            each => Of(each, machine, it.caller),
                            it.request,
                            machine.Sequence
                        )
                )
        ),
        new QueryOperation<PageRequest, Page<EndedChange>>(
            "changes.ended",
            Operations.ReadParameters,
            "GET",
            "/changes/ended",
            "What became of the latest hundred changes that wait no more, the latest first.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    (request, caller),
                    static (machine, it) =>
                        Pages.Of(
                            [.. machine.EndedChanges.Reverse().Select(each => Of(each, it.caller))],
                            each => each.Change,
                            it.request.Limit,
                            it.request.After,
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
            static (request, caller) => ListingOperations.SubmitAsync(new WithdrawChange(default, Ticket(request.Change)), caller),
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
        new TaskOperation<ApproveMarkRequest, OutcomeView>(
            "mark_overrides.approve",
            Operations.OverridePrices,
            "POST",
            "/instruments/{instrument}/mark_override/approve",
            "Puts a proposed mark into force: the one of this price and time alone. Whoever proposed it cannot, nor can a key that made the proposer's or comes from it.",
            ApproveMarkAsync,
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

    private static async Task<OutcomeView> ApproveAsync(ProposalRequest request, ApiCaller caller)
    {
        var number = Pages.Number(request.Proposal, "proposal");
        var approval = HostEntry.Approve(number);
        // One that is still on its way was looked at by nobody, so nobody's approval of it is handed in.
        if (caller.Api.Host.Read(number, static (machine, it) => machine.FindProposal(it)) is not { } proposal)
            return Answered(approval, caller) ?? throw NotWaiting(number, caller);

        await TwoPersons.RequireAsync(
            proposal.Proposer,
            machine =>
                $"approve proposal={request.Proposal} {machine.Describe(proposal.Command)} proposed_by={machine.Companion.NameOf(proposal.Proposer)}",
            caller
        );
        return await SubmitAsync(approval, number, caller);
    }

    private static async Task<OutcomeView> ApproveMarkAsync(ApproveMarkRequest request, ApiCaller caller)
    {
        var instrument = caller.Api.Translator.Instrument(request.Instrument);
        var price = caller.Api.Translator.Price(request.Price, instrument);
        var approval = new ApproveMarkOverride(default, instrument, caller.Key.Number, price, request.Until.Value);
        var view = caller.Api.Host.Read(instrument, static (machine, id) => machine.Engine.View(id));
        var isThere = view is { OverrideProposer: > 0, OverrideApprover: 0 };
        if (!isThere || (view.OverridePrice, view.OverrideUntil) != (approval.Price, approval.Until))
            return Answered(HostEntry.Of(approval), caller)
                ?? throw new ProblemException(Refused((int)RejectReason.NoProposal, isThere ? "price" : "instrument"));

        await TwoPersons.RequireAsync(
            view.OverrideProposer,
            machine => $"{machine.Describe(approval)} proposed_by={machine.Companion.NameOf(view.OverrideProposer)}",
            caller
        );
        return await ListingOperations.SubmitAsync(approval, caller);
    }

    /// <summary>The number of a change; no change has one that is no number of them, so that the engine says so.</summary>
    private static int Ticket(string change) => Pages.Number(change, "change") is var number and <= int.MaxValue ? (int)number : 0;

    private static ProposalResponse Of(Proposal proposal, VenueMachine machine, ApiKeyBook keys)
    {
        var (rules, effectiveAt) = (RuleChange.RulesOf(proposal.Command), RuleChange.EffectiveAt(proposal.Command));
        return new(
            EventWriter.Digits(proposal.Sequence),
            KeyName.Of(proposal.Proposer, keys),
            new(proposal.Command.At),
            effectiveAt.Nanoseconds == 0 ? null : new TimeText(effectiveAt),
            machine.Describe(proposal.Command),
            rules is null ? [] : Changes(rules, machine.Engine),
            Rules(rules ?? proposal.Command, machine.Engine)
        );
    }

    /// <summary>Hands in what is said of a proposal; of one that was approved already, what can be done about it now.</summary>
    private static async Task<OutcomeView> SubmitAsync(HostEntry entry, long number, ApiCaller caller)
    {
        try
        {
            return await ListingOperations.SubmitAsync(entry, caller);
        }
        catch (ProblemException refused) when (refused.Problem.Code == (ProblemCode)RejectReason.EffectiveTimeInPast)
        {
            throw new ProblemException(TooLate(refused.Problem, number, caller));
        }
        catch (ProblemException refused) when (refused.Problem.Code == (ProblemCode)HostReason.UnknownProposal)
        {
            throw NotWaiting(number, caller, refused.Problem.Sequence);
        }
    }

    /// <summary>No proposal of this number waits: there is none, or it was approved and waits for its time.</summary>
    private static ProblemException NotWaiting(long number, ApiCaller caller, long? sequence = null)
    {
        var refused = Refused((int)HostReason.UnknownProposal, "proposal") with { Sequence = sequence };
        return caller.Api.Host.Read(number, static (machine, it) => machine.ChangeOf(it)) is not { } change
            ? new(refused)
            : new(
                refused with
                {
                    Detail = $"it was approved, and waits for its time as change {change}.",
                    Advice = $"Take it back with POST /api/v1/changes/{change}/withdraw; GET /api/v1/changes shows it.",
                }
            );
    }

    private static Problem Refused(int code, string field)
    {
        var kind = RefusalKinds.Of(code);
        return new(kind.Code) { Kind = kind, Field = field };
    }

    /// <summary>What this request was answered before under its idempotency key; null when it was not.</summary>
    private static OutcomeView? Answered(HostEntry entry, ApiCaller caller) =>
        caller.AnsweredBefore(entry) is { } outcome ? OutcomeView.Of(outcome, caller.Api) : null;

    /// <summary>The time that a proposal names passed while it waited.</summary>
    private static Problem TooLate(Problem refused, long number, ApiCaller caller)
    {
        var proposal = caller.Api.Host.Read(number, static (machine, it) => machine.FindProposal(it));
        return refused with
        {
            Field = "proposal",
            Detail = proposal is null
                ? "the time from which it was to hold has passed."
                : $"it was to hold from {new TimeText(RuleChange.EffectiveAt(proposal.Command))} on, which has passed.",
            Advice =
                $"It can be approved no more. Withdraw it (POST /api/v1/proposals/{number}/withdraw) and propose it anew, with a later effective_at or without one.",
        };
    }

    private static EndedChange Of(in ChangeEnd ended, ApiCaller caller) =>
        new(
            EventWriter.Digits(ended.Ticket),
            ended.Subject,
            ended.Outcome,
            new(ended.At),
            ended.Sequence,
            ended.Origin is { } origin ? EventWriter.Digits(origin.Proposal) : null,
            ended.Origin is { } proposed ? KeyName.For(caller, proposed.Proposer) : null,
            ended.Origin is { } approved ? KeyName.For(caller, approved.Approver) : null,
            ended.Withdrawer is { } by ? KeyName.For(caller, by) : null
        );

    private static ScheduledChange Of(ScheduledView change, VenueMachine machine, ApiCaller caller)
    {
        var origin = machine.OriginOf(change.Ticket);
        return new(
            EventWriter.Digits(change.Ticket),
            new(change.EffectiveAt),
            origin is { } known ? EventWriter.Digits(known.Proposal) : null,
            origin is { } proposed ? KeyName.For(caller, proposed.Proposer) : null,
            origin is { } approved ? KeyName.For(caller, approved.Approver) : null,
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
