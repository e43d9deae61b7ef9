using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Kernels;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>Puts an account into a row: cash, and lots of what coefficients value. Their sum is nowhere more than equity less a multiple of maintenance margin, or nowhere more than the opposite.</summary>
/// <remarks>
/// <para>Rows are in parts of the numeraire's unit, some 10^-8 of a whole one. Of each position: its value rounded down is less than a unit below it; its requirement, rounded up, of its
/// notional, rounded up, less than two above rate times value. So a unit and twice the multiple come off for each, and one where the line itself counts as below.</para>
/// <para>docs/spec/0023-certificates.md (CERT-041 … CERT-044). Does not allocate once it has grown.</para>
/// </remarks>
internal sealed class RowMaker(EngineState state, Coefficients coefficients)
{
    /// <summary>Positions and coins that a row may have.</summary>
    public const int MostSlots = 32;

    /// <summary>Decimals of the numeraire whose units rows count in, about.</summary>
    private const int Decimals = 8;

    private const ulong AttoPerNano = 1_000_000_000;

    /// <summary>Lots of coins are so many bits apart: few entries, and no more of an amount lost than a millionth.</summary>
    private const int LotStep = 4;

    /// <summary>A haircut of more than this counts for nothing here: a lot of two units then always has a unit for its rounding.</summary>
    private const long LeastWeight = Rate.NanoPerOne / 2;

    private readonly ColumnSlot[] _slots = new ColumnSlot[MostSlots];
    private int _count;
    private SumBound _bound;
    private Int128 _cash;
    private int _scale;
    private Rate _multiple;
    private long _allowance;

    /// <summary>What the latest row holds.</summary>
    public ReadOnlySpan<ColumnSlot> Slots => _slots.AsSpan(0, _count);

    /// <summary>What counts in it beside that.</summary>
    public long Cash { get; private set; }

    /// <summary>A row that proves that equity reaches a multiple of maintenance margin and is above the line; whether the account fits one. It is there until the next.</summary>
    public bool TryMakeAbove(AccountRow account, Rate multiple)
    {
        (_count, _bound, _cash) = (0, SumBound.Zero, 0);
        if (
            account.Kind == AccountKind.InsuranceFund
            || account.Condition is not (AccountCondition.Healthy or AccountCondition.MarginCall)
            || Margins.IsPortfolio(account)
            || state.Market.AssetCount == 0
        )
        {
            return false;
        }

        var numeraire = state.Venue.Numeraire;
        _multiple = multiple;
        _allowance = 1 + (long)ExactMath.Divide(2 * (Int128)multiple.Nano, Rate.NanoPerOne, Rounding.Ceiling);
        _scale = ScaleOf(state.Market.Asset(numeraire).Asset.Decimals);
        _cash = account.Balance(numeraire).Units;
        var mostHeld = account.Balance(numeraire);
        foreach (ref readonly var line in account.Positions)
        {
            if (!(line.Quantity.IsZero ? IsWithoutMargin(line) : TryAdd(line, ref mostHeld)))
            {
                return false;
            }
        }

        if (_count > 0)
        {
            _cash -= state.Venue.LiquidatesAtLine ? 1 : 0;
        }

        foreach (ref readonly var balance in account.Balances)
        {
            if (balance.Asset != numeraire && !TryAdd(balance))
            {
                return false;
            }
        }

        return CountsInFull(mostHeld) && TryClose();
    }

    /// <summary>
    /// A row that proves that equity does not reach a multiple of maintenance margin, of an account that fits the other row. Its sum is nowhere more than the multiple less equity, less a
    /// unit: the requirement by the line that it never falls below, equity by its exact value.
    /// </summary>
    public bool TryMakeBelow(AccountRow account, Rate multiple)
    {
        (_count, _bound, _cash) = (0, SumBound.Zero, -account.Balance(state.Venue.Numeraire).Units - 1);
        _multiple = multiple;
        foreach (ref readonly var line in account.Positions)
        {
            if (!line.Quantity.IsZero && !TryAddOpposite(line))
            {
                return false;
            }
        }

        foreach (ref readonly var balance in account.Balances)
        {
            // A debt only takes from equity.
            if (balance.Asset != state.Venue.Numeraire && balance.Amount.IsPositive)
            {
                return false;
            }
        }

        return TryClose();
    }

    /// <summary>Bits that a row has below the unit of a numeraire of so many decimals; negative where a row counts in more than units.</summary>
    public static int ScaleOf(int decimals)
    {
        var bits = (int)Int128.Log2(ExactMath.PowerOfTen(Math.Abs(Decimals - decimals)));
        return decimals <= Decimals ? bits : -bits - 1;
    }

    private bool IsWithoutMargin(in PositionLine line) =>
        !line.HasOrders || !state.Market.Contract(line.Instrument).Parameters.Margin.AreOrdersInMaintenance;

    private bool TryAdd(in PositionLine line, ref Money mostHeld)
    {
        var contract = state.Market.Contract(line.Instrument);
        var (parameters, mark) = (contract.Parameters, state.Market.Mark(line.Instrument));
        var lots = line.Quantity.Units / parameters.LotSize.Units;
        if (
            contract.IsInverse
            || parameters.SettlementAsset != state.Venue.Numeraire
            || !parameters.Margin.RisesWithNotional
            || parameters.Margin.AreOrdersInMaintenance
            || !mark.IsPositive
            || lots * parameters.LotSize.Units != line.Quantity.Units
            || lots is > int.MaxValue or < -int.MaxValue
        )
        {
            return false;
        }

        var instrument = state.Instrument(line.Instrument);
        var source = Sources.Of(line.Instrument);
        var most = state.MaxPriceOf(instrument).Units;
        var headroom = Math.Min(most, coefficients.HeadroomOf(source, mark.Units, most));
        var notional = contract.Notional(line.Quantity, new(headroom));
        if (
            parameters.Margin.MaintenanceRateUpTo(contract, line.Quantity, notional) is not { } rate
            || ScaledFactor.Share(rate, _multiple, isMore: lots < 0) is not { } share
            || Entry(contract, isUp: lots < 0, share) is not { } entry
        )
        {
            return false;
        }

        _cash = checked(_cash - line.Cost.Units - _allowance);
        mostHeld = mostHeld - line.Cost + (lots > 0 ? notional : Money.Zero);
        return TryAdd((int)lots, entry);
    }

    private bool TryAddOpposite(in PositionLine line)
    {
        var contract = state.Market.Contract(line.Instrument);
        var lots = line.Quantity.Units / contract.Parameters.LotSize.Units;
        var notional = contract.Notional(line.Quantity, state.Market.Mark(line.Instrument));
        if (
            contract.Parameters.Margin.MaintenanceFloorAt(notional) is not { } floor
            || ScaledFactor.Share(floor.Rate, _multiple, isMore: lots < 0) is not { } share
            || Entry(contract, isUp: lots > 0, share) is not { } entry
        )
        {
            return false;
        }

        _cash = checked(_cash + line.Cost.Units - floor.Deduction.Scale(_multiple, Rounding.Ceiling).Units);
        return TryAdd((int)-lots, entry);
    }

    private ushort? Entry(Contract contract, bool isUp, ulong share) =>
        coefficients.Find(
            Sources.Of(contract.Parameters.Id),
            new(isUp, share),
            (UInt128)(ulong)contract.Parameters.LotSize.Units * (ulong)contract.Numerator,
            (ulong)contract.Denominator,
            _scale
        );

    /// <summary>A coin held, at the haircut of its first rung, or owed, in full.</summary>
    private bool TryAdd(in BalanceLine balance)
    {
        ref readonly var asset = ref state.Market.Asset(balance.Asset);
        var isOwed = balance.Amount.IsNegative;
        if (balance.Amount.IsZero || (!isOwed && !asset.HasPrice))
        {
            return true;
        }

        var rung = asset.Asset.Haircuts.Rungs[0];
        var weight = isOwed ? Rate.NanoPerOne : rung.Haircut.WeightNano;
        if (!isOwed && weight < LeastWeight)
        {
            return true;
        }

        if (asset.Asset.Index is not { } index || !asset.HasPrice)
        {
            return false;
        }

        var amount = isOwed ? balance.Amount.Abs() : Money.Min(Money.Min(balance.Amount, asset.Asset.AccountCap), rung.UpTo);
        var bits = Math.Max(0, 128 - (int)Int128.LeadingZeroCount(amount.Units) - 30);
        bits = 1 + ((bits + LotStep - 1) / LotStep * LotStep);
        var lots = isOwed ? -(int)((amount.Units >> bits) + 1) : (int)Int128.Max(0, (amount.Units >> bits) - 1);
        var source = Sources.Of(balance.Asset);
        _ = coefficients.HeadroomOf(source, asset.IndexPrice.Units, state.Index(index).MaxPrice.Units);
        // What counts is rounded down before it is valued, and again after: the lot left out covers the first, a unit of the numeraire the second.
        _cash--;
        return lots == 0
            || (
                coefficients.Find(source, new(isOwed, (ulong)weight * AttoPerNano, bits), UInt128.One << bits, (ulong)asset.Divisor, _scale)
                    is { } entry
                && TryAdd(lots, entry)
            );
    }

    private bool TryAdd(int lots, ushort entry)
    {
        if (_count == MostSlots)
        {
            return false;
        }

        _bound = _bound.Plus(lots, coefficients.Largest(entry));
        _slots[_count++] = new(lots, entry);
        return true;
    }

    /// <summary>Whether what the account could ever have of the numeraire, before any headroom ends, would count in full.</summary>
    private bool CountsInFull(Money most)
    {
        var asset = state.Market.Asset(state.Venue.Numeraire).Asset;
        var rung = asset.Haircuts.Rungs[0];
        return !most.IsPositive || (rung.Haircut == Haircut.None && most <= rung.UpTo && most <= asset.AccountCap);
    }

    /// <summary>Whether no partial sum can leave 64 bits.</summary>
    private bool TryClose()
    {
        var cash = _scale < 0 ? _cash >> -_scale : _cash;
        var least = _scale < 0 ? 0 : _scale;
        if (cash > long.MaxValue >> least || cash < -(long.MaxValue >> least))
        {
            return false;
        }

        Cash = (long)cash << least;
        return _bound.Plus(Cash).FitsInt64;
    }
}
