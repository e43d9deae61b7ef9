using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>Proves that an account stays above its line, and its margin-call level, while prices stay within a box.</summary>
/// <remarks>
/// <para>Equity is nowhere less than with every mark at its harmful end, each asset's net counted after its haircut and valued at its own harmful end; maintenance margin
/// is nowhere more than at the largest notionals, valued at the highest asset prices. Every step is one of the integer functions that decide, and each of them runs one
/// way in its prices, its rounding included: so the two bounds hold exactly, and nothing is measured that could be off by a rounding.</para>
/// <para>docs/spec/0023-certificates.md. Does not allocate once it has grown.</para>
/// </remarks>
internal sealed class CertificateMaker(EngineState state)
{
    private const int MostTries = 6;
    private const long LeastShare = 16; // 15 parts of a million: less is left by the next tick
    private const long MostShare = PriceBox.Whole / 2;

    private (InstrumentId Instrument, PriceBox Box)[] _marks = new (InstrumentId, PriceBox)[16];
    private (AssetId Asset, PriceBox Box)[] _assets = new (AssetId, PriceBox)[16];
    private int _markCount;
    private int _assetCount;

    /// <summary>The boxes of the latest certificate's marks.</summary>
    public ReadOnlySpan<(InstrumentId Instrument, PriceBox Box)> Marks => _marks.AsSpan(0, _markCount);

    /// <summary>The boxes of the index prices of its collateral.</summary>
    public ReadOnlySpan<(AssetId Asset, PriceBox Box)> Assets => _assets.AsSpan(0, _assetCount);

    /// <summary>Whether a certificate was made; its boxes are there until the next.</summary>
    public bool TryMake(AccountRow account)
    {
        (_markCount, _assetCount) = (0, 0);
        if (!CanBeProved(account))
        {
            return false;
        }

        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(state.Market, account.Balances, account.Positions, ref silent);
        var (maintenance, notional) = StandardMargin.Maintenance(state.Market, account.Positions, ref silent);
        if (!IsAbove(equity, maintenance))
        {
            return false;
        }

        if (notional.IsZero && HasNoDebt(account))
        {
            return true; // nothing that a price could take
        }

        var atRisk = notional + CollateralAtRisk(account);
        var slack = equity - maintenance.Scale(state.Venue.MarginCallMultiple, Rounding.Ceiling);
        var share = atRisk.IsPositive ? Share(slack, atRisk) : MostShare;
        for (var tries = 0; tries < MostTries && share >= LeastShare; tries++)
        {
            if (Proves(account, share))
            {
                return true;
            }

            share = share * 3 / 4;
        }

        return false;
    }

    /// <summary>Whether the account is above its line and its margin-call level as it is: what its certificate says.</summary>
    public bool IsFine(AccountRow account)
    {
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(state.Market, account.Balances, account.Positions, ref silent);
        return account.Condition == AccountCondition.Healthy
            && IsAbove(equity, StandardMargin.Maintenance(state.Market, account.Positions, ref silent).Margin);
    }

    /// <summary>Schemes of whole portfolios and schedules that do not rise with the notional alone are not proved: such accounts are looked at each time.</summary>
    private bool CanBeProved(AccountRow account)
    {
        if (account.Kind == AccountKind.InsuranceFund || account.Condition != AccountCondition.Healthy || Margins.IsPortfolio(account))
        {
            return false;
        }

        foreach (ref readonly var line in account.Positions)
        {
            if (line.Quantity.IsZero && !line.HasOrders)
            {
                continue;
            }

            var margin = state.Market.Contract(line.Instrument).Parameters.Margin;
            if (!margin.RisesWithNotional || margin.AreOrdersInMaintenance || !state.Market.Mark(line.Instrument).IsPositive)
            {
                return false;
            }
        }

        foreach (ref readonly var balance in account.Balances)
        {
            if (!state.Market.Asset(balance.Asset).HasPrice)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasNoDebt(AccountRow account)
    {
        foreach (ref readonly var balance in account.Balances)
        {
            if (balance.Amount.IsNegative)
            {
                return false;
            }
        }

        return true;
    }

    private Money CollateralAtRisk(AccountRow account)
    {
        var sum = Money.Zero;
        foreach (ref readonly var balance in account.Balances)
        {
            ref readonly var asset = ref state.Market.Asset(balance.Asset);
            if (asset.Asset.Index is not null)
            {
                sum += asset.ToNumeraire(balance.Amount.Abs(), Rounding.Ceiling);
            }
        }

        return sum;
    }

    private static long Share(Money slack, Money atRisk)
    {
        // One part in sixteen less than the whole slack: the requirement grows a little inside the box.
        var parts = ExactMath.MulDivWide(slack.Units, PriceBox.Whole * 15 / 16, atRisk.Units, Rounding.Floor);
        return (long)Int128.Min(MostShare, parts);
    }

    private bool Proves(AccountRow account, long share)
    {
        (_markCount, _assetCount) = (0, 0);
        foreach (ref readonly var line in account.Positions)
        {
            if (!line.Quantity.IsZero)
            {
                var instrument = state.Instrument(line.Instrument);
                Add(line.Instrument, PriceBox.Around(instrument.Mark, share, line.Quantity.Sign > 0, state.MaxPriceOf(instrument)));
            }
        }

        var (equity, maintenance) = (Money.Zero, Money.Zero);
        foreach (ref readonly var balance in account.Balances)
        {
            equity += LeastEquity(account, balance, share);
        }

        var place = 0;
        foreach (ref readonly var line in account.Positions)
        {
            if (!line.Quantity.IsZero)
            {
                maintenance += MostMaintenance(line, _marks[place++].Box);
            }
        }

        return IsAbove(equity, maintenance);
    }

    private Money LeastEquity(AccountRow account, in BalanceLine balance, long share)
    {
        ref readonly var asset = ref state.Market.Asset(balance.Asset);
        var net = balance.Amount;
        var place = 0;
        foreach (ref readonly var line in account.Positions)
        {
            if (line.Quantity.IsZero)
            {
                continue;
            }

            var box = _marks[place++].Box;
            var contract = state.Market.Contract(line.Instrument);
            if (contract.Parameters.SettlementAsset == balance.Asset)
            {
                // Value rises with the price for a long, linear or inverse.
                net += contract.Value(line.Quantity, line.Quantity.Sign > 0 ? box.Low : box.High, Rounding.Floor) - line.Cost;
            }
        }

        var counted = asset.Counted(net);
        if (asset.Asset.Index is not { } index)
        {
            return counted;
        }

        var isHeld = !counted.IsNegative;
        var prices = PriceBox.Around(asset.IndexPrice, share, isHeld, state.Index(index).MaxPrice);
        Add(balance.Asset, prices);
        return asset.At(isHeld ? prices.Low : prices.High).ToNumeraire(counted, Rounding.Floor);
    }

    private Money MostMaintenance(in PositionLine line, PriceBox box)
    {
        var contract = state.Market.Contract(line.Instrument);
        // In the coin an inverse contract is largest where the price is lowest.
        var mark = contract.IsInverse ? box.Low : box.High;
        var point = state.Market.Point(line.Instrument) with { Mark = mark };
        var margin = contract.Parameters.Margin.Maintenance(contract, line, point, contract.Notional(line.Quantity, mark), null);
        ref readonly var settlement = ref state.Market.Asset(contract.Parameters.SettlementAsset);
        return settlement.Asset.Index is null
            ? settlement.ToNumeraire(margin, Rounding.Ceiling)
            : settlement.At(BoxOf(contract.Parameters.SettlementAsset).High).ToNumeraire(margin, Rounding.Ceiling);
    }

    private PriceBox BoxOf(AssetId asset)
    {
        foreach (ref readonly var entry in Assets)
        {
            if (entry.Asset == asset)
            {
                return entry.Box;
            }
        }

        throw new InvariantViolationException($"Asset {asset.Value} has no balance line.");
    }

    private bool IsAbove(Money equity, Money maintenance) =>
        SolvencyLine.Reaches(equity, maintenance, state.Venue.MarginCallMultiple)
        && !SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine);

    private void Add(InstrumentId instrument, PriceBox box)
    {
        if (_markCount == _marks.Length)
        {
            Array.Resize(ref _marks, _markCount * 2);
        }

        _marks[_markCount++] = (instrument, box);
    }

    private void Add(AssetId asset, PriceBox box)
    {
        if (_assetCount == _assets.Length)
        {
            Array.Resize(ref _assets, _assetCount * 2);
        }

        _assets[_assetCount++] = (asset, box);
    }
}
