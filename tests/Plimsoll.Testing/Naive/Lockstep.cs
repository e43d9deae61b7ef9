using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Testing.Worlds;

namespace Plimsoll.Testing.Naive;

/// <summary>Runs the engine and the naive model of one random world side by side, command by command.</summary>
public sealed class Lockstep
{
    private const int StepsBetweenRestores = 97;

    private readonly WorldGenerator _world;
    private readonly EventShadow _shadow = new();
    private readonly ulong _seed;
    private MarginEngine _engine;
    private int _step;

    /// <summary>Begins the world of a seed.</summary>
    public Lockstep(ulong seed)
    {
        _seed = seed;
        _world = new(seed);
        _engine = new(_world.Venue);
    }

    /// <summary>How often each way through the rules was taken.</summary>
    public IReadOnlyDictionary<NaiveRoute, int> Routes => _world.Naive.Routes;

    /// <summary>What the naive model did at the latest command, in words.</summary>
    public IReadOnlyList<string> Trace => _world.Naive.Trace;

    /// <summary>Applies the next command to both; the first difference in words, with seed, step and what either did, or null.</summary>
    public string? Next()
    {
        var command = _world.Next();
        var expected = _world.Naive.Apply(command);
        var before = _engine.EventHash.ToArray();
        try
        {
            var actual = _engine.Apply(command).Reason;
            return Report(command, expected == actual ? Difference(actual, before) : $"reason: expected {expected}, actual {actual}");
        }
        catch (Exception exception) when (exception is InvariantViolationException or ArithmeticException or InvalidOperationException)
        {
            return Report(command, exception.ToString());
        }
        finally
        {
            _step++;
        }
    }

    private string? Difference(RejectReason reason, byte[] before)
    {
        if (reason != RejectReason.None)
            return _engine.EventHash.SequenceEqual(before) ? null : "refused, and yet the event hash moved";

        _shadow.Fold(_engine.Events);
        return EngineComparison.Compare(_engine, _world.Naive) ?? _shadow.Compare(_world.Naive.State) ?? Samples() ?? Restored();
    }

    /// <summary>What is too dear to ask of everybody: one account after the other.</summary>
    private string? Samples()
    {
        var account = new AccountId(_step % _engine.AccountCount);
        if (_engine.KindOf(account) == AccountKind.Venue)
            return null;

        var instruments = _world.Naive.State.Instruments.Count;
        return EngineComparison.CompareWithdrawable(_engine, _world.Naive, account, _step / 5)
            ?? (
                instruments == 0
                    ? null
                    : EngineComparison.CompareLargestOrder(
                        _engine,
                        _world.Naive,
                        account,
                        new((ushort)(_step / 3 % instruments)),
                        _step % 2 == 0 ? 1 : -1
                    )
            );
    }

    /// <summary>Now and then goes on with an engine restored from a snapshot: what it forgot will show.</summary>
    private string? Restored()
    {
        if (_step % StepsBetweenRestores != 0)
            return null;

        var hash = _engine.StateHash();
        _engine = MarginEngine.Restore(_engine.Snapshot());
        return _engine.StateHash().AsSpan().SequenceEqual(hash) ? null : "restored, and yet the state hash moved";
    }

    private string? Report(Command command, string? difference) =>
        difference is null
            ? null
            : $"""
                seed {_seed}, step {_step}: {difference}
                {command}
                the naive model:
                  {string.Join("\n  ", _world.Naive.Trace)}
                the engine:
                  {string.Join("\n  ", Events())}
                """;

    private List<string> Events()
    {
        var text = new List<string>();
        for (var i = 0; i < _engine.Events.Count; i++)
            text.Add(EventText.Of(_engine.Events[i]));

        return text;
    }
}
