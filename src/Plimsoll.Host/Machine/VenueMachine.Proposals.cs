using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Venue;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <content>What takes two, and what was decided and waits for its time.</content>
public sealed partial class VenueMachine
{
    private readonly ChangeBook _decided = new();
    private ChangeOrigin? _origin; // of the change that is being approved

    /// <summary>Whose a change is that waits for its time; null when it did not come of a proposal, or was approved before this was kept.</summary>
    /// <param name="ticket">The change.</param>
    public ChangeOrigin? OriginOf(int ticket) => _decided.OriginOf(ticket);

    /// <summary>The change that an approved proposal waits as; null when there is none.</summary>
    public int? ChangeOf(long proposal) => _decided.OfProposal(proposal);

    /// <summary>What became of the latest changes that wait no more, oldest first.</summary>
    public IReadOnlyCollection<ChangeEnd> EndedChanges => _decided.Ended;

    private Outcome Propose(in HostEntry entry)
    {
        var command = entry.Command!;
        var rules = RuleChange.RulesOf(command);
        if (rules is not null && _proposals.About(rules) is { } other)
            return Refuse(HostReason.ProposalWaits, nameof(entry.Command)) with { Created = other.Sequence };

        var inForce = rules is null ? null : RuleChange.InForce(rules, Engine);
        if (rules is not null && inForce is null)
            return new(Sequence, Now, (int)RejectReason.ParametersInvalid, nameof(entry.Command), Money.Zero, 0, false);

        if (rules is not null && entry.MadeFrom is { } before && WaitingRules.AreAtOdds(rules, before, inForce!))
            return Refuse(HostReason.RulesChanged, nameof(entry.Command));

        _proposals.Add(new(Sequence, entry.Actor, Joined(entry, inForce)), inForce);
        return Accept(Sequence);
    }

    /// <summary>What is proposed, weighed against the rules in force: what came into force after the rules that it was made from stays.</summary>
    private static Command Joined(in HostEntry entry, object? inForce) =>
        entry.MadeFrom is { } before && inForce is not null
            ? RuleChange.With(entry.Command!, WaitingRules.Join(RuleChange.RulesOf(entry.Command!)!, before, inForce))
            : entry.Command!;

    private Outcome Approve(in HostEntry entry)
    {
        if (_proposals.Find(entry.Subject) is not { } proposal)
            return Refuse(HostReason.UnknownProposal, nameof(entry.Subject));

        if (proposal.Proposer == entry.Actor)
            return Refuse(HostReason.SamePerson, nameof(entry.Actor));

        // Without a time of its own a change holds from its approval on: whoever proposed it could not know when that would be.
        var isNow = RuleChange.EffectiveAt(proposal.Command).Nanoseconds == 0;
        var rules = RuleChange.RulesOf(proposal.Command);
        _origin = rules is null ? null : new(proposal.Sequence, proposal.Proposer, entry.Actor);
        var outcome = Decide((isNow ? RuleChange.From(proposal.Command, Now) : proposal.Command) with { At = Now }, []);
        if (!outcome.IsAccepted)
            return outcome; // what the engine refuses now it may take later; it waits until it is taken back

        _proposals.Remove(entry.Subject);
        return outcome;
    }

    private Outcome Withdraw(long proposal)
    {
        if (_proposals.Find(proposal) is null)
            return Refuse(HostReason.UnknownProposal, nameof(HostEntry.Subject));

        _proposals.Remove(proposal);
        return Accept(0);
    }

    /// <summary>What a proposal changes, told while the rules that it is weighed against are in force.</summary>
    private string ChangesOf(in HostEntry entry)
    {
        var command =
            entry.Kind == EntryKind.Proposal
                ? entry.Command is { } asked && RuleChange.RulesOf(asked) is { } wanted
                    ? Joined(entry, RuleChange.InForce(wanted, Engine))
                    : null
                : entry.Kind == EntryKind.Approval
                    ? _proposals.Find(entry.Subject)?.Command
                    : null;
        if (command is null || RuleChange.RulesOf(command) is not { } rules || RuleChange.InForce(rules, Engine) is not { } before)
            return "";

        try
        {
            return Companion.DescribeChange(before, rules, Engine);
        }
        catch (Exception)
        {
            // Words for people, about rules that may not even be in range: nothing is decided by them, so nothing may stop for them.
            return "";
        }
    }
}
