using System.Runtime.InteropServices;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>An account parted into what some prices move and what they do not, so that many prices are tried at the cost of the first alone.</summary>
/// <remarks>Exact: the unrealised P&amp;L of what stays is in whole units of its asset, and joins it as it would in <see cref="StandardMargin"/>.</remarks>
internal sealed class RestOfAccount
{
    private RestOfAccount(BalanceLine[] balances, PositionLine[] moving, Money maintenance) =>
        (Balances, Moving, Maintenance) = (balances, moving, maintenance);

    /// <summary>The balances with the unrealised P&amp;L of what stays.</summary>
    public BalanceLine[] Balances { get; }

    /// <summary>The positions that move.</summary>
    public PositionLine[] Moving { get; }

    /// <summary>Maintenance margin of what stays, in the numeraire.</summary>
    public Money Maintenance { get; }

    /// <summary>Whether a position settles in its own underlying, whose index then moves with its mark.</summary>
    public static bool IsItsOwnAsset(MarketView market, InstrumentParameters listed) =>
        market.Asset(listed.SettlementAsset).Asset.Index == listed.Underlying;

    /// <summary>Parts an account by what the mark of one instrument moves.</summary>
    public static RestOfAccount OfMark(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        InstrumentParameters moved
    ) =>
        IsItsOwnAsset(market, moved)
            ? Of(market, balances, positions, listed => listed.SettlementAsset == moved.SettlementAsset)
            : Of(market, balances, positions, listed => listed.Id == moved.Id);

    /// <summary>Parts an account.</summary>
    public static RestOfAccount Of(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        Func<InstrumentParameters, bool> isMoving
    )
    {
        var (moving, staying) = (new List<PositionLine>(), new List<PositionLine>());
        foreach (ref readonly var line in positions)
        {
            (isMoving(market.Contract(line.Instrument).Parameters) ? moving : staying).Add(line);
        }

        var rest = CollectionsMarshal.AsSpan(staying);
        var silent = default(NoExplanation);
        var (maintenance, _) = StandardMargin.Maintenance(market, rest, ref silent);
        var held = balances.ToArray();
        for (var i = 0; i < held.Length; i++)
        {
            held[i] = held[i] with { Amount = held[i].Amount + StandardMargin.UnrealisedPnl(market, held[i].Asset, rest) };
        }

        return new(held, [.. moving], maintenance);
    }

    /// <summary>Equity and maintenance margin at the prices of a market in which only what moves has moved.</summary>
    public (Money Equity, Money MaintenanceMargin) At(MarketView market)
    {
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(market, Balances, Moving, ref silent);
        var (maintenance, _) = StandardMargin.Maintenance(market, Moving, ref silent);
        return (equity, Maintenance + maintenance);
    }
}
