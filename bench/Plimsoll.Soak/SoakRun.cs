using System.Diagnostics;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Testing.Books;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Soak;

/// <summary>Random worlds, one after the other: the engine that looks only where a price has left a certificate, and the one that scans its columns, against the one that looks at everybody.</summary>
/// <remarks>In turn worlds of all kinds of instruments, the same with schemes of portfolio margin, and option books. Compared after every command, byte for byte: two engines with the same chained hash had the same events in the same order.</remarks>
internal sealed class SoakRun(Stopwatch clock, TimeSpan length, TextWriter output)
{
    private const int CommandsOfWorld = 2_000;
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(10);

    private long _commands;
    private long _accountTicks;
    private long _examined;
    private long _mismatches;
    private long _alarms;
    private TimeSpan _next = Report;

    /// <summary>Runs until the time is over or something differs.</summary>
    /// <returns>0 when nothing did.</returns>
    public int From(ulong seed)
    {
        var world = seed;
        for (; clock.Elapsed < length && _mismatches == 0; world++)
        {
            if (world % 3 == 2)
                PlayBooks(world);
            else
                Play(world);
        }

        output.WriteLine($"{world - seed} worlds from seed {seed}, {_commands:N0} commands: {Figures()}");
        return _mismatches == 0 && _alarms == 0 ? 0 : 1;
    }

    private void Play(ulong seed)
    {
        var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
        var full = new MarginEngine(world.Rules, SolvencyScan.Full);
        var columns = new MarginEngine(world.Rules, SolvencyScan.Columns);
        for (var step = 0; step < CommandsOfWorld && clock.Elapsed < length; step++)
        {
            var command = world.Next();
            world.Apply(command);
            full.Apply(command);
            columns.Apply(command);
            _commands++;
            if (command is SubmitQuotes or AdvanceTime)
            {
                _accountTicks += full.AccountCount;
            }

            var isSame = full.EventHash.SequenceEqual(world.Engine.EventHash);
            if (!isSame || !full.EventHash.SequenceEqual(columns.EventHash))
            {
                _mismatches++;
                var (name, events) = isSame ? ("columns", columns.Events) : ("certified", world.Engine.Events);
                output.WriteLine($"seed {seed}, step {step}: {command} had other events");
                output.WriteLine($"  {EventDifference.Between(name, events, "full scan", full.Events)}");
                output.WriteLine($"  again: eng/soak --seed {seed}");
                return;
            }

            Tell(seed);
        }

        var figures = world.Engine.SolvencyFigures;
        _examined += figures.Examined;
        _alarms += figures.Alarms + columns.SolvencyFigures.Alarms;
        if (!full.StateHash().AsSpan().SequenceEqual(world.Engine.StateHash()))
        {
            _mismatches++;
            output.WriteLine($"seed {seed}: another state at the end; again: eng/soak --seed {seed}");
        }
    }

    /// <summary>Every other one with everything there is.</summary>
    private void PlayBooks(ulong seed)
    {
        var run = new BookRun((int)(seed % int.MaxValue), isRich: seed % 2 == 0);
        for (var step = 0; step < CommandsOfWorld && clock.Elapsed < length; step++)
        {
            _commands++;
            if (run.Step() is { } fault)
            {
                _mismatches++;
                output.WriteLine(fault);
                return;
            }

            Tell(seed);
        }

        _accountTicks += run.AccountTicks;
        _examined += run.Figures.Examined;
        if (!run.IsStateSame())
        {
            _mismatches++;
            output.WriteLine($"books, seed {seed}: another state at the end");
        }
    }

    private void Tell(ulong seed)
    {
        if (clock.Elapsed < _next)
        {
            return;
        }

        _next = clock.Elapsed + Report;
        output.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss} seed {seed}: {Figures()}");
    }

    private string Figures() =>
        $"{_accountTicks:N0} account-ticks compared, {_examined:N0} decided one by one, {_mismatches} mismatches, {_alarms} alarms";
}
