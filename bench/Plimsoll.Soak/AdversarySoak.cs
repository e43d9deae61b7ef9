using System.Diagnostics;
using Plimsoll.Testing.Adversary;

namespace Plimsoll.Soak;

/// <summary>Hostile venues, one after the other: prices at triggers and accounts at their line, both engines compared after every command, certificates in force audited.</summary>
internal sealed class AdversarySoak(Stopwatch clock, TimeSpan length, TextWriter output)
{
    private const int CommandsOfWorld = 2_000;
    private const int AuditEvery = 3;
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, long> _accepted = new(StringComparer.Ordinal);
    private long _commands;
    private long _accountTicks;
    private long _left;
    private long _audited;
    private long _flat;
    private TimeSpan _next = Report;

    /// <summary>Runs until the time is over or something is wrong.</summary>
    /// <returns>0 when nothing is.</returns>
    public int From(ulong seed)
    {
        string? fault = null;
        var world = seed;
        for (; clock.Elapsed < length && fault is null; world++)
        {
            fault = Play(world);
        }

        output.WriteLine(
            fault is not null
                ? $"{fault}\n  again: eng/soak --adversarial --seed {world - 1}"
                : $"{world - seed} hostile venues from seed {seed}, {_commands:N0} commands: {Figures()}, 0 mismatches, 0 alarms"
        );
        output.WriteLine($"accepted: {string.Join(", ", _accepted.Select(each => $"{each.Key} {each.Value:N0}"))}");
        return fault is null ? 0 : 1;
    }

    private string? Play(ulong seed)
    {
        var run = new AdversaryRun(seed, AuditEvery);
        string? fault = null;
        var step = 0;
        for (; step < CommandsOfWorld && clock.Elapsed < length && fault is null; step++)
        {
            fault = run.Step();
            if (clock.Elapsed >= _next)
            {
                _next = clock.Elapsed + Report;
                output.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss} seed {seed}: {Figures()}");
            }
        }

        _commands += step;
        _accountTicks += run.AccountTicks;
        _left += run.Figures.Left;
        _audited += run.Audited.All;
        _flat += run.Audited.Flat;
        foreach (var (name, count) in run.Accepted)
        {
            _accepted[name] = _accepted.GetValueOrDefault(name) + count;
        }

        return fault ?? (run.IsStateSame() ? null : $"seed {seed}: another state at the end");
    }

    private string Figures() =>
        $"{_accountTicks:N0} account-ticks compared, {_left:N0} boxes left, {_audited:N0} audited of which {_flat:N0} had no width";
}
