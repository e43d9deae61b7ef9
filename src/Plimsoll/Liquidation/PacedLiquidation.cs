using Plimsoll.InsuranceFund;
using Plimsoll.Values;

namespace Plimsoll.Liquidation;

/// <summary>A liquidation that gives the account time: each visit may free only so much of the shortage as time allows.</summary>
/// <remarks>
/// Source: Drift v2, liquidation. Entered below maintenance, left at maintenance and the buffer. Orders are cancelled first. The size that
/// covers the shortage is rounded up to a lot, then cut to the share that time allows: initial share + elapsed ÷ duration of all that was ever missing.
/// Losses weigh one buffer more than profits, so that the account is not left at the very edge.
/// </remarks>
public static class PacedLiquidation
{
    /// <summary>One visit.</summary>
    /// <param name="account">The account before it.</param>
    /// <param name="price">Oracle price, above zero.</param>
    /// <param name="slot">When, not before the account was last active.</param>
    /// <param name="rules">The market's rules.</param>
    public static PacedStep Visit(PacedAccount account, decimal price, decimal slot, PacedLiquidationRules rules)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(rules);
        if (!account.IsInLiquidation && account.EquityAt(price) >= account.RequirementAt(price, rules.MaintenanceRatio, rules.OrderMargin))
        {
            return Step(slot, account, price, rules, shortage: 0, default);
        }

        var before = ShortageOf(account, price, rules);
        account = account with { IsInLiquidation = true, OpenBid = 0, OpenAsk = 0 };
        var shortage = ShortageOf(account, price, rules);
        account = account with { MarginFreed = account.MarginFreed + Math.Max(before - shortage, 0) };
        if (shortage <= 0)
        {
            return Step(slot, Leave(account), price, rules, shortage: 0, default);
        }

        var (transfer, isCovered) = TransferOf(account, price, slot, shortage, rules);
        account = account with { Size = account.Size - transfer.Taken, Quote = account.Quote - transfer.LiquidatorQuote - transfer.Fee };
        var freed = Math.Max(shortage - ShortageOf(account, price, rules), 0);
        account = isCovered ? Leave(account) : account with { MarginFreed = account.MarginFreed + freed };
        return Step(slot, account, price, rules, shortage, transfer);
    }

    /// <summary>Several visits, one after the other at one price.</summary>
    public static IReadOnlyList<PacedStep> Visits(
        PacedAccount account,
        decimal price,
        IEnumerable<decimal> slots,
        PacedLiquidationRules rules
    )
    {
        ArgumentNullException.ThrowIfNull(slots);
        var steps = new List<PacedStep>();
        foreach (var slot in slots)
        {
            steps.Add(Visit(account, price, slot, rules));
            account = steps[^1].After;
        }

        return steps;
    }

    private static (Transfer Transfer, bool IsCovered) TransferOf(
        PacedAccount account,
        decimal price,
        decimal slot,
        decimal shortage,
        PacedLiquidationRules rules
    )
    {
        var size = Math.Abs(account.Size);
        var missing = WholeMath.Units(shortage, ShortageUnits.QuoteDecimals);
        var ratio = WholeMath.Units(rules.MaintenanceRatio + rules.Buffer, ShortageUnits.RatioDecimals);
        var fee = WholeMath.Units(rules.LiquidatorFee, ShortageUnits.FeeDecimals);
        var mark = WholeMath.Units(price, ShortageUnits.QuoteDecimals);
        var units = WholeMath.Units(size, ShortageUnits.BaseDecimals);
        var maxFee = WholeMath.Units(rules.InsuranceFee, ShortageUnits.FeeDecimals);
        var insuranceFee = ShortageBoundFee.Perpetual(missing, units, ratio, fee, mark, ShortageUnits.Quote, maxFee);

        // Without a size that covers the shortage everything may go.
        var cover = ShortageCover.Base(missing, ratio, fee, insuranceFee, mark, ShortageUnits.Quote) is { } found
            ? UpToStep(WholeMath.FromUnits(found, ShortageUnits.BaseDecimals), rules.Step)
            : decimal.MaxValue;
        var allowed =
            cover == decimal.MaxValue ? size : Cut(cover * ShareAllowed(account, slot, shortage, rules), ShortageUnits.BaseDecimals);
        if (size * price <= rules.SmallAmount)
        {
            allowed = Math.Max(allowed, size);
        }

        var moved = Math.Min(UpToStep(Math.Min(allowed, size), rules.Step), size);
        var value = Cut(moved * price, ShortageUnits.QuoteDecimals);
        var side = Math.Sign(account.Size);
        var paid = -side * Cut(value * (1 - (side * rules.LiquidatorFee)), ShortageUnits.QuoteDecimals);
        var charged = Cut(value * WholeMath.FromUnits(insuranceFee, ShortageUnits.FeeDecimals), ShortageUnits.QuoteDecimals);
        return (new(moved, side * moved, paid, charged), moved >= cover);
    }

    /// <summary>The share of the present shortage that may be freed now, in whole ten-thousandths.</summary>
    private static decimal ShareAllowed(PacedAccount account, decimal slot, decimal shortage, PacedLiquidationRules rules)
    {
        if (shortage < rules.SmallAmount || rules.Duration == 0)
        {
            return 1;
        }

        var elapsed = Cut((slot - account.StartSlot) / rules.Duration, ShortageUnits.RatioDecimals);
        var share = Math.Min(elapsed + rules.InitialShare, 1);
        var most = Cut((shortage + account.MarginFreed) * share, ShortageUnits.QuoteDecimals);
        return Cut(Math.Max(most - account.MarginFreed, 0) / shortage, ShortageUnits.RatioDecimals);
    }

    private static decimal ShortageOf(PacedAccount account, decimal price, PacedLiquidationRules rules) =>
        account.RequirementAt(price, rules.MaintenanceRatio + rules.Buffer, rules.OrderMargin)
        - account.EquityAt(price)
        - (rules.Buffer * (Math.Min(account.ProfitAt(price), 0) + Math.Min(account.Collateral, 0)));

    private static PacedStep Step(
        decimal slot,
        PacedAccount account,
        decimal price,
        PacedLiquidationRules rules,
        decimal shortage,
        Transfer transfer
    )
    {
        // What is reported as left leaves the extra weight of losses out.
        var left = account.RequirementAt(price, rules.MaintenanceRatio + rules.Buffer, rules.OrderMargin) - account.EquityAt(price);
        var whole = account.MarginFreed + Math.Max(left, 0);
        var share = whole > 0 ? Cut(account.MarginFreed / whole, ShortageUnits.FeeDecimals) : (decimal?)null;
        return new(
            slot,
            account,
            shortage,
            transfer.Size,
            transfer.Taken,
            transfer.LiquidatorQuote,
            transfer.Fee,
            account.MarginFreed,
            share,
            !account.IsInLiquidation
        );
    }

    private static PacedAccount Leave(PacedAccount account) => account with { IsInLiquidation = false, MarginFreed = 0 };

    private static decimal UpToStep(decimal size, decimal step) => decimal.Ceiling(size / step) * step;

    private static decimal Cut(decimal value, int decimals) => decimal.Round(value, decimals, MidpointRounding.ToZero);

    private readonly record struct Transfer(decimal Size, decimal Taken, decimal LiquidatorQuote, decimal Fee);
}
