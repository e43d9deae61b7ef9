using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>Proves that nothing happens to an account while prices stay within a box: a healthy one stays above its margin-call level, one in margin call between it and its line.</summary>
/// <remarks>
/// <para>Equity is nowhere less than with every mark at its harmful end, each asset's net counted after its haircut and valued at its own harmful end; maintenance margin
/// is nowhere more than at the largest notionals, valued at the highest asset prices. Every step is one of the integer functions that decide, and each of them runs one
/// way in its prices, its rounding included: so the two bounds hold exactly, and nothing is measured that could be off by a rounding. With every end the other way
/// round they are the most that equity and the least that the margin can be.</para>
/// <para>docs/spec/0023-certificates.md. Does not allocate once it has grown.</para>
/// </remarks>
internal sealed class CertificateMaker(EngineState state)
{
    private const int MostTries = 6;
    private const long LeastShare = 16; // 15 parts of a million: less is left by the next tick
    private const long MostShare = PriceBox.Whole / 2;

    /// <summary>How much further the box of a healthy account reaches where prices help: there only the requirement grows.</summary>
    private const long FavourableMultiple = 4;

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
        if (!IsAsItWas(account, equity, maintenance))
        {
            return false;
        }

        if (notional.IsZero && HasNoDebt(account))
        {
            return true; // nothing that a price could take
        }

        var (harmful, favourable) = Shares(account, equity, maintenance, notional + CollateralAtRisk(account));
        for (var tries = 0; tries < MostTries && Math.Min(harmful, favourable) >= LeastShare; tries++)
        {
            if (Proves(account, harmful, favourable))
            {
                return true;
            }

            (harmful, favourable) = (harmful * 3 / 4, favourable * 3 / 4);
        }

        return false;
    }

    /// <summary>Whether the account needs nothing as it is: what its certificate says.</summary>
    public bool IsFine(AccountRow account)
    {
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(state.Market, account.Balances, account.Positions, ref silent);
        return account.Condition is AccountCondition.Healthy or AccountCondition.MarginCall
            && IsAsItWas(account, equity, StandardMargin.Maintenance(state.Market, account.Positions, ref silent).Margin);
    }

    /// <summary>Schemes of whole portfolios and schedules that do not rise with the notional alone are not proved: such accounts are looked at each time.</summary>
    private bool CanBeProved(AccountRow account)
    {
        if (
            account.Kind == AccountKind.InsuranceFund
            || account.Condition is not (AccountCondition.Healthy or AccountCondition.MarginCall)
            || Margins.IsPortfolio(account)
        )
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

    private (long Harmful, long Favourable) Shares(AccountRow account, Money equity, Money maintenance, Money atRisk)
    {
        var call = maintenance.Scale(state.Venue.MarginCallMultiple, Rounding.Ceiling);
        if (account.Condition == AccountCondition.MarginCall)
        {
            return (Share(equity - maintenance, atRisk), Share(call - equity, atRisk));
        }

        var share = Share(equity - call, atRisk);
        return (share, share * FavourableMultiple);
    }

    private static long Share(Money slack, Money atRisk)
    {
        if (!atRisk.IsPositive)
        {
            return MostShare;
        }

        // One part in sixteen less than the whole slack: the requirement grows a little inside the box.
        var parts = ExactMath.MulDivWide(slack.Units, PriceBox.Whole * 15 / 16, atRisk.Units, Rounding.Floor);
        return (long)Int128.Min(MostShare, parts);
    }

    private bool Proves(AccountRow account, long harmful, long favourable)
    {
        Lay(account, harmful, favourable);
        var (least, most) = (Equity(account, isLeast: true), Maintenance(account, isMost: true));
        if (SolvencyLine.IsBelow(least, most, state.Venue.LiquidatesAtLine))
        {
            return false;
        }

        return account.Condition == AccountCondition.MarginCall
            ? !IsAboveCall(Equity(account, isLeast: false), Maintenance(account, isMost: false))
            : IsAboveCall(least, most);
    }

    /// <summary>Boxes around the prices of now, in the order of positions and of balances.</summary>
    private void Lay(AccountRow account, long harmful, long favourable)
    {
        (_markCount, _assetCount) = (0, 0);
        foreach (ref readonly var line in account.Positions)
        {
            if (!line.Quantity.IsZero)
            {
                var instrument = state.Instrument(line.Instrument);
                Add(
                    line.Instrument,
                    PriceBox.Around(instrument.Mark, harmful, favourable, line.Quantity.Sign > 0, state.MaxPriceOf(instrument))
                );
            }
        }

        foreach (ref readonly var balance in account.Balances)
        {
            ref readonly var asset = ref state.Market.Asset(balance.Asset);
            if (asset.Asset.Index is { } index)
            {
                var isHeld = !Counted(account, balance, isLeast: true).IsNegative;
                Add(balance.Asset, PriceBox.Around(asset.IndexPrice, harmful, favourable, isHeld, state.Index(index).MaxPrice));
            }
        }
    }

    /// <summary>A bound of equity in the boxes: every mark at the end that harms most, or helps most, and each asset's price at the one for what then counts.</summary>
    private Money Equity(AccountRow account, bool isLeast)
    {
        var sum = Money.Zero;
        foreach (ref readonly var balance in account.Balances)
        {
            ref readonly var asset = ref state.Market.Asset(balance.Asset);
            var counted = Counted(account, balance, isLeast);
            if (asset.Asset.Index is null)
            {
                sum += counted;
                continue;
            }

            var box = BoxOf(balance.Asset);
            sum += asset.At(counted.IsNegative == isLeast ? box.High : box.Low).ToNumeraire(counted, Rounding.Floor);
        }

        return sum;
    }

    /// <summary>What counts of an asset at the harmful ends of all marks, or at the helpful ones.</summary>
    private Money Counted(AccountRow account, in BalanceLine balance, bool isLeast)
    {
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
                var isLow = line.Quantity.Sign > 0 == isLeast;
                net += contract.Value(line.Quantity, isLow ? box.Low : box.High, Rounding.Floor) - line.Cost;
            }
        }

        return state.Market.Asset(balance.Asset).Counted(net);
    }

    /// <summary>A bound of the requirement in the boxes.</summary>
    private Money Maintenance(AccountRow account, bool isMost)
    {
        var sum = Money.Zero;
        var place = 0;
        foreach (ref readonly var line in account.Positions)
        {
            if (!line.Quantity.IsZero)
            {
                sum += Maintenance(line, _marks[place++].Box, isMost);
            }
        }

        return sum;
    }

    private Money Maintenance(in PositionLine line, PriceBox box, bool isMost)
    {
        var contract = state.Market.Contract(line.Instrument);
        // In the coin an inverse contract is largest where the price is lowest.
        var mark = contract.IsInverse == isMost ? box.Low : box.High;
        var point = state.Market.Point(line.Instrument) with { Mark = mark };
        var margin = contract.Parameters.Margin.Maintenance(contract, line, point, contract.Notional(line.Quantity, mark), null);
        ref readonly var settlement = ref state.Market.Asset(contract.Parameters.SettlementAsset);
        if (settlement.Asset.Index is null)
        {
            return settlement.ToNumeraire(margin, Rounding.Ceiling);
        }

        var prices = BoxOf(contract.Parameters.SettlementAsset);
        return settlement.At(isMost ? prices.High : prices.Low).ToNumeraire(margin, Rounding.Ceiling);
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

    private bool IsAsItWas(AccountRow account, Money equity, Money maintenance) =>
        !SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine)
        && IsAboveCall(equity, maintenance) == (account.Condition == AccountCondition.Healthy);

    private bool IsAboveCall(Money equity, Money maintenance) => SolvencyLine.Reaches(equity, maintenance, state.Venue.MarginCallMultiple);

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
