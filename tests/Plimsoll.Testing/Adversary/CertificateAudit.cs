using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Testing.Adversary;

/// <summary>Holds the certificates in force against the decision: not as they would be made now, but as their triggers stand.</summary>
/// <remarks>Each price that an account depends on has one trigger on each side at most, and without one it may go as far as a price can; and at every corner between them, and at points inside, the account as it is now must be above its line, and above its margin-call level unless it is in margin call: then below that.</remarks>
public sealed class CertificateAudit(ulong seed)
{
    private const int MostCorners = 32;

    private readonly SplitMix _dice = new(seed);
    private readonly List<LiveTrigger> _triggers = [];

    /// <summary>How many boxes were judged.</summary>
    public long Audited { get; private set; }

    /// <summary>How many of them had no width at one of their prices.</summary>
    public long Flat { get; private set; }

    /// <summary>The first certificate that does not hold, in words; null when all do.</summary>
    public string? FirstFault(MarginEngine engine)
    {
        engine.Renew();
        var state = engine.State;
        if (state.Certificates is not { } certificates)
        {
            return null;
        }

        _triggers.Clear();
        certificates.CopyTriggers(_triggers);
        var ofAccount = _triggers.ToLookup(trigger => trigger.Account);
        foreach (var account in state.Accounts)
        {
            if (certificates.IsCertified(account.Id) && Margins.IsPortfolio(account) && IsBelowNow(engine, account))
            {
                return $"account {account.Id.Value}: certified, and not above its line under its scheme";
            }

            if (
                certificates.IsCertified(account.Id)
                && !Margins.IsPortfolio(account)
                && FirstFault(state, account, [.. ofAccount[account.Id]]) is { } fault
            )
            {
                return $"account {account.Id.Value}: {fault}";
            }
        }

        return null;
    }

    private string? FirstFault(EngineState state, AccountRow account, List<LiveTrigger> triggers)
    {
        if (account.Condition is not (AccountCondition.Healthy or AccountCondition.MarginCall))
        {
            return $"certified, though {account.Condition}";
        }

        if (account.IsFlat && account.Balances.ToArray().All(line => !line.Amount.IsNegative))
        {
            return null; // nothing that a price could take
        }

        var boxes = new List<(bool IsIndex, int Place, long Low, long High)>();
        foreach (var line in account.Positions)
        {
            if (
                !line.Quantity.IsZero
                && Add(
                    boxes,
                    triggers,
                    false,
                    line.Instrument.Value,
                    state.Instrument(line.Instrument).Mark,
                    state.MaxPriceOf(state.Instrument(line.Instrument))
                )
                    is { } fault
            )
            {
                return fault;
            }
        }

        foreach (var line in account.Balances)
        {
            if (
                state.Market.Asset(line.Asset).Asset.Index is { } index
                && Add(boxes, triggers, true, index.Value, state.Index(index).Price, state.Index(index).MaxPrice) is { } fault
            )
            {
                return fault;
            }
        }

        Audited++;
        Flat += boxes.Exists(box => box.Low == box.High) ? 1 : 0;
        var corners = Math.Min(MostCorners, 1 << Math.Min(boxes.Count, 20));
        for (var corner = -4; corner < corners; corner++)
        {
            // With many prices not every corner: any of them.
            var bits = 1 << boxes.Count <= MostCorners ? corner : (int)_dice.Between(0, (1L << boxes.Count) - 1);
            if (IsWrong(state, account, boxes, corner < 0 ? -1 : bits))
            {
                return $"not as its condition says {(corner < 0 ? "inside" : $"at corner {bits}")} of {string.Join(", ", boxes)}";
            }
        }

        return null;
    }

    /// <summary>By the decision on the prices as they are, whatever the account is margined by.</summary>
    private static bool IsBelowNow(MarginEngine engine, AccountRow account)
    {
        var margin = engine.MarginOf(account.Id);
        return !SolvencyLine.Reaches(margin.Equity, margin.MaintenanceMargin, engine.State.Venue.MarginCallMultiple);
    }

    private static string? Add(
        List<(bool IsIndex, int Place, long Low, long High)> boxes,
        List<LiveTrigger> triggers,
        bool isIndex,
        int place,
        Price price,
        Price most
    )
    {
        var own = triggers.FindAll(trigger => trigger.IsIndex == isIndex && trigger.Place == place);
        var (lows, highs) = (own.FindAll(trigger => trigger.IsLow), own.FindAll(trigger => !trigger.IsLow));
        var name = $"{(isIndex ? "index" : "mark")} {place}";
        if (lows.Count > 1 || highs.Count > 1)
        {
            return $"{lows.Count} lower and {highs.Count} upper triggers at {name}";
        }

        var (low, high) = (lows.Count == 0 ? 1 : lows[0].Price, highs.Count == 0 ? most.Units : highs[0].Price);
        boxes.Add((isIndex, place, low, high));
        return price.Units < low || price.Units > high ? $"{name} is {price.Units}, outside its box" : null;
    }

    private bool IsWrong(EngineState state, AccountRow account, List<(bool IsIndex, int Place, long Low, long High)> boxes, int corner)
    {
        var market = state.Market.Copy();
        for (var i = 0; i < boxes.Count; i++)
        {
            var (isIndex, place, low, high) = boxes[i];
            var price = new Price(
                corner < 0 ? _dice.Between(low, high)
                : ((corner >> i) & 1) == 0 ? low
                : high
            );
            if (!isIndex)
            {
                market.Set(new InstrumentId((ushort)place), price);
                continue;
            }

            for (byte asset = 0; asset < market.AssetCount; asset++)
            {
                if (market.Asset(new(asset)).Asset.Index == new IndexId((ushort)place))
                {
                    market.Set(new AssetId(asset), market.Asset(new(asset)).At(price));
                }
            }
        }

        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(market, account.Balances, account.Positions, ref silent);
        var maintenance = StandardMargin.Maintenance(market, account.Positions, ref silent).Margin;
        var isAboveCall = SolvencyLine.Reaches(equity, maintenance, state.Venue.MarginCallMultiple);
        return isAboveCall != (account.Condition == AccountCondition.Healthy)
            || SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine);
    }
}
