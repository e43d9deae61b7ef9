using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Testing.Adversary;

/// <summary>One hostile venue from a seed: after every command both engines have had the same events, no alarm was raised, and the certificates in force hold.</summary>
public sealed class AdversaryRun
{
    private readonly AdversaryWorld _world;
    private readonly MarginEngine _full;
    private readonly MarginEngine _columns;
    private readonly CertificateAudit _audit;
    private readonly int _auditEvery;
    private readonly ulong _seed;
    private int _step;

    /// <summary>Begins it.</summary>
    /// <param name="seed">Which venue.</param>
    /// <param name="auditEvery">After how many commands the certificates are audited.</param>
    public AdversaryRun(ulong seed, int auditEvery = 1)
    {
        _world = new(seed);
        _full = new(_world.Rules, SolvencyScan.Full);
        _columns = new(_world.Rules, SolvencyScan.Columns);
        (_seed, _auditEvery, _audit) = (seed, auditEvery, new(seed));
    }

    /// <summary>How many commands of which kind were accepted.</summary>
    public Dictionary<string, int> Accepted { get; } = [];

    /// <summary>Accounts times ticks compared.</summary>
    public long AccountTicks { get; private set; }

    /// <summary>Certificates audited, and how many of them were of no width at some price.</summary>
    public (long All, long Flat) Audited => (_audit.Audited, _audit.Flat);

    /// <summary>What finding accounts took.</summary>
    public SolvencyFigures Figures => _world.Engine.SolvencyFigures;

    /// <summary>Gives both engines the next command.</summary>
    /// <returns>What is wrong, in words; null when nothing is.</returns>
    public string? Step()
    {
        var command = _world.Next();
        var place = $"seed {_seed}, step {_step}: {command}";
        _step++;
        if (_world.Apply(command).IsAccepted)
        {
            var name = command.GetType().Name;
            Accepted[name] = Accepted.GetValueOrDefault(name) + 1;
        }

        _full.Apply(command);
        _columns.Apply(command);
        HurryCertificates();
        AccountTicks += command is SubmitQuotes or AdvanceTime ? _full.AccountCount : 0;
        if (!_full.EventHash.SequenceEqual(_world.Engine.EventHash))
        {
            return $"{place} had other events\n  {EventDifference.Between("certified", _world.Engine.Events, "full scan", _full.Events)}";
        }

        if (!_full.EventHash.SequenceEqual(_columns.EventHash))
        {
            return $"{place} had other events by columns\n  {EventDifference.Between("columns", _columns.Events, "full scan", _full.Events)}";
        }

        if (_world.Engine.SolvencyFigures.Alarms + _columns.SolvencyFigures.Alarms > 0)
        {
            return $"{place} raised an alarm";
        }

        return _step % _auditEvery == 0 && _audit.FirstFault(_world.Engine) is { } fault ? $"{place}: {fault}" : null;
    }

    /// <summary>Accounts with a row are not worth a certificate that is left in a thousand ticks: here most venues give them one at once, or there would be no boxes to go to.</summary>
    private void HurryCertificates()
    {
        if (_seed % 4 != 0 && _world.Engine.State.Certificates is { } certificates)
        {
            certificates.Limits = CertificateLimits.Usual with { WarmRest = 8 };
        }
    }

    /// <summary>Whether both engines have the same state.</summary>
    public bool IsStateSame() => _full.StateHash().AsSpan().SequenceEqual(_world.Engine.StateHash());
}
