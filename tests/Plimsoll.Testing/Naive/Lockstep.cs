using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Testing.Worlds;

namespace Plimsoll.Testing.Naive;

/// <summary>Runs the engine and the naive model of one random world side by side, command by command.</summary>
public sealed class Lockstep
{
    private readonly WorldGenerator _world;
    private readonly MarginEngine _engine;
    private readonly EventShadow _shadow = new();
    private readonly ulong _seed;
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

    /// <summary>Applies the next command to both; the first difference in words, with seed, step and what the model did, or null.</summary>
    public string? Next()
    {
        var command = _world.Next();
        var expected = _world.Naive.Apply(command);
        try
        {
            var actual = _engine.Apply(command);
            var difference = expected == actual.Reason ? Difference() : $"reason: expected {expected}, actual {actual}";
            return Report(command, difference);
        }
        catch (InvariantViolationException violation)
        {
            return Report(command, violation.ToString());
        }
        finally
        {
            _step++;
        }
    }

    private string? Difference()
    {
        _shadow.Fold(_engine.Events);
        var account = new AccountId(_step % _engine.AccountCount);
        return EngineComparison.Compare(_engine, _world.Naive)
            ?? _shadow.Compare(_world.Naive.State)
            ?? (_engine.KindOf(account) == AccountKind.Venue ? null : EngineComparison.CompareWithdrawable(_engine, _world.Naive, account));
    }

    private string? Report(Command command, string? difference) =>
        difference is null
            ? null
            : $"seed {_seed}, step {_step}: {difference}\n{command}\nthe naive model:\n  {string.Join("\n  ", _world.Naive.Trace)}\nthe engine:\n  {string.Join("\n  ", Events())}";

    private List<string> Events()
    {
        var text = new List<string>();
        for (var i = 0; i < _engine.Events.Count; i++)
            text.Add(EventText.Of(_engine.Events[i]));

        return text;
    }
}
