using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Certificates;

namespace Plimsoll.Testing.Books;

/// <summary>One venue of option books from a seed: after every command all engines have had the same events, and no alarm was raised.</summary>
/// <remarks>By certificates, two in three with other limits than the usual; by columns; by the full scan; and by an engine that was restored in mid-run.</remarks>
public sealed class BookRun
{
    private const int RestoreEvery = 150;
    private const int FirstRestore = 100;

    private readonly BookWorld _world;
    private readonly MarginEngine _full;
    private readonly MarginEngine _columns;
    private readonly int _seed;
    private MarginEngine? _restored;
    private int _step;

    /// <summary>Begins it.</summary>
    /// <param name="seed">Which venue.</param>
    /// <param name="isRich">Whether it has everything.</param>
    public BookRun(int seed, bool isRich)
    {
        (_seed, _world) = (seed, new(seed, isRich));
        _full = new(_world.Rules, SolvencyScan.Full);
        _columns = new(_world.Rules, SolvencyScan.Columns);
        foreach (var command in _world.Commands)
        {
            _full.Apply(command);
            _columns.Apply(command);
        }
    }

    /// <summary>Accounts times ticks compared.</summary>
    public long AccountTicks { get; private set; }

    /// <summary>What finding accounts took.</summary>
    public SolvencyFigures Figures => _world.Engine.SolvencyFigures;

    /// <summary>Gives all engines the next command.</summary>
    /// <returns>What is wrong, in words; null when nothing is.</returns>
    public string? Step()
    {
        var command = _world.Step();
        var place = $"books, seed {_seed}, step {_step}: {command}";
        _full.Apply(command);
        _columns.Apply(command);
        _restored?.Apply(command);
        Limit();
        AccountTicks += command is SubmitQuotes or AdvanceTime or SetSurface ? _full.AccountCount : 0;
        if (!_full.EventHash.SequenceEqual(_world.Engine.EventHash))
        {
            return $"{place} had other events";
        }

        if (!_full.EventHash.SequenceEqual(_columns.EventHash))
        {
            return $"{place} had other events by columns";
        }

        if (_restored is not null && !_full.EventHash.SequenceEqual(_restored.EventHash))
        {
            return $"{place} had other events after a restart";
        }

        if (_step++ % RestoreEvery == FirstRestore)
        {
            _restored = MarginEngine.Restore(_full.Snapshot());
        }

        return Figures.Alarms + _columns.SolvencyFigures.Alarms > 0 ? $"{place} raised an alarm" : null;
    }

    /// <summary>Whether both engines have the same state.</summary>
    public bool IsStateSame() => _full.StateHash().AsSpan().SequenceEqual(_world.Engine.StateHash());

    /// <summary>Certificates at once again, or hardly any triggers, certificates and rows to a command.</summary>
    private void Limit()
    {
        if (_world.Engine.State.Certificates is { } certificates && _seed % 3 < 2)
        {
            certificates.Limits =
                _seed % 3 == 0
                    ? CertificateLimits.Usual with
                    {
                        WarmRest = 0,
                        Rest = 0,
                    }
                    : new(2, 100_000, 3, 100_000)
                    {
                        Rest = 2,
                        WarmRest = 8,
                        LeastWritten = 1,
                    };
        }
    }
}
