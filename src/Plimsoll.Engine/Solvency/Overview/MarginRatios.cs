using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>The margin ratio of every account, as of when it was last looked at; never older than the latest command where it matters.</summary>
/// <remarks>
/// Whoever has a certificate, and is not in margin call, is proved to reach the margin-call multiple. So it is enough to look again, before each answer, at the others and those whose
/// ratio on record is below that: everybody below the multiple is exact. The others are refreshed a few at a time. docs/spec/0024-overview.md (OVER-010 …).
/// </remarks>
internal sealed class MarginRatios(EngineState state, Margins margins)
{
    private const long Unseen = long.MinValue;
    private const long BelowWithoutRequirement = Unseen + 1;
    private const long Least = Unseen + 2;
    private const long WithoutLine = long.MaxValue;
    private const long WithoutRequirement = WithoutLine - 1;
    private const long Most = WithoutLine - 2;
    private const int Spare = 64;

    private long[] _ratios = [];
    private int _next;
    private int _looked;
    private long _lookedAt = -1;

    /// <summary>Looks at the next accounts in turn.</summary>
    public void Refresh(int count)
    {
        Grow();
        var looked = Math.Min(count, state.Accounts.Count);
        for (var i = looked; i > 0; i--)
        {
            _next = _next + 1 >= state.Accounts.Count ? 0 : _next + 1;
            Look(_next);
        }

        // In turn, so as many as there are accounts are all of them; what a command does may change any.
        (_looked, _lookedAt) = (Math.Min(state.Accounts.Count, (_lookedAt == state.Sequence ? _looked : 0) + looked), state.Sequence);
    }

    public IReadOnlyList<AccountRisk> Nearest(int count)
    {
        RefreshLow();
        var nearest = Lowest((int)Math.Min((2L * count) + Spare, state.Accounts.Count));
        foreach (var account in nearest)
        {
            Look(account);
        }

        nearest.Sort((left, right) => (_ratios[left], left).CompareTo((_ratios[right], right)));
        return [.. nearest.Where(account => _ratios[account] < WithoutRequirement).Take(count).Select(Risk)];
    }

    public RatioDistribution Distribution(ReadOnlySpan<Rate> bounds)
    {
        RefreshLow();
        var isAllExact = state.Certificates is null || (_lookedAt == state.Sequence && _looked == state.Accounts.Count);
        var counts = new int[bounds.Length + 1];
        var withoutRequirement = 0;
        foreach (var ratio in _ratios.AsSpan(0, state.Accounts.Count))
        {
            if (ratio >= WithoutRequirement)
            {
                withoutRequirement += ratio == WithoutRequirement ? 1 : 0;
                continue;
            }

            var place = 0;
            while (place < bounds.Length && ratio >= bounds[place].Nano)
            {
                place++;
            }

            counts[place]++;
        }

        var buckets = new RatioBucket[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            Rate? to = i < bounds.Length ? bounds[i] : null;
            var isExact = isAllExact || to <= state.Venue.MarginCallMultiple;
            buckets[i] = new(i == 0 ? null : bounds[i - 1], to, counts[i], isExact);
        }

        return new(buckets, withoutRequirement);
    }

    /// <summary>Everybody who may be below the margin-call multiple, or is on record so.</summary>
    private void RefreshLow()
    {
        Grow();
        var multiple = state.Venue.MarginCallMultiple.Nano;
        var looked = 0;
        for (var i = 0; i < state.Accounts.Count; i++)
        {
            if (_ratios[i] < multiple || state.Certificates?.IsAboveCall(new(i)) != true)
            {
                Look(i);
                looked++;
            }
        }

        if (looked == state.Accounts.Count)
        {
            (_looked, _lookedAt) = (looked, state.Sequence);
        }
    }

    private void Look(int account)
    {
        var row = state.Accounts[account];
        if (!row.IsMargined)
        {
            _ratios[account] = WithoutLine;
            return;
        }

        var (equity, _) = margins.Equity(row);
        var maintenance = margins.Maintenance(row);
        _ratios[account] =
            !maintenance.IsZero ? RatioOf(equity, maintenance)
            : equity.IsNegative ? BelowWithoutRequirement
            : WithoutRequirement;
    }

    private static long RatioOf(Money equity, Money maintenance) =>
        (long)Int128.Clamp(ExactMath.MulDivSaturating(equity.Units, Rate.NanoPerOne, maintenance.Units, Rounding.Floor), Least, Most);

    /// <summary>Those with the lowest ratios on record, in no order.</summary>
    private List<int> Lowest(int count)
    {
        var kept = new PriorityQueue<int, (long Ratio, int Account)>(
            count + 1,
            Comparer<(long Ratio, int Account)>.Create((left, right) => right.CompareTo(left))
        );
        for (var i = 0; i < state.Accounts.Count; i++)
        {
            if (kept.Count < count)
            {
                kept.Enqueue(i, (_ratios[i], i));
            }
            else if (kept.TryPeek(out _, out var highest) && (_ratios[i], i).CompareTo(highest) < 0)
            {
                kept.EnqueueDequeue(i, (_ratios[i], i));
            }
        }

        return [.. kept.UnorderedItems.Select(item => item.Element)];
    }

    private AccountRisk Risk(int account)
    {
        var row = state.Accounts[account];
        var (equity, _) = margins.Equity(row);
        Rate? ratio = _ratios[account] == BelowWithoutRequirement ? null : new Rate(_ratios[account]);
        return new(row.Id, row.Condition, equity, margins.Maintenance(row), ratio);
    }

    private void Grow()
    {
        if (_ratios.Length < state.Accounts.Count)
        {
            var before = _ratios.Length;
            Array.Resize(ref _ratios, Math.Max(state.Accounts.Count, before * 2));
            _ratios.AsSpan(before).Fill(Unseen);
        }
    }
}
