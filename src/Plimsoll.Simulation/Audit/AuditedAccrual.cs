using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Simulation.Audit;

/// <summary>What time brings to an instrument: the premium that becomes its funding rate, and the index that becomes its delivery price.</summary>
/// <remarks>Premium, mark and index as their events state them; sums, average, rate and payoff are the auditor's own. docs/spec/0009-funding-settlement.md.</remarks>
internal sealed class AuditedAccrual
{
    private readonly bool _hasFunding;
    private readonly bool _hasExpiry;
    private readonly long _expiry;
    private readonly long _deliveryFrom;
    private readonly OptionParameters? _option;
    private readonly bool _isInverse;
    private readonly int _priceDecimals;
    private readonly int _indexDecimals;
    private FundingParameters _funding;
    private Int128 _premiums;
    private long _premiumTime;
    private Int128 _deliveries;
    private long _deliveryTime;

    public AuditedAccrual(InstrumentParameters parameters, int indexDecimals)
    {
        _hasFunding = parameters.Kind == InstrumentKind.Perpetual;
        _hasExpiry = parameters.Kind is InstrumentKind.DatedFuture or InstrumentKind.Option;
        _expiry = parameters.Expiry.Nanoseconds;
        _deliveryFrom = parameters.Expiry.Nanoseconds - parameters.DeliveryWindow.Nanoseconds;
        (_option, _isInverse) = (parameters.Option, parameters.Payoff == Payoff.Inverse);
        (_priceDecimals, _indexDecimals) = (parameters.PriceDecimals, indexDecimals);
        _funding = parameters.Funding;
    }

    /// <summary>The premium that counts from now on, in billionths.</summary>
    public long Premium { get; set; }

    public void Change(InstrumentParameters parameters) => _funding = parameters.Funding;

    /// <summary>Time passed at the prices that held in it.</summary>
    public void Pass(long from, long to, long mark, long index)
    {
        if (_hasFunding && mark > 0)
        {
            _premiums += (Int128)Premium * (to - from);
            _premiumTime += to - from;
        }

        if (_hasExpiry)
        {
            (_deliveries, _deliveryTime) = DeliveryUntil(from, to, index);
        }
    }

    /// <summary>The rate of the interval that ends, in billionths; the next one begins.</summary>
    public long TakeFundingRate()
    {
        var premium = _premiumTime == 0 ? 0 : (long)AuditMath.Down(_premiums, _premiumTime);
        (_premiums, _premiumTime) = (0, 0);
        var rate = premium + Within(_funding.Interest.Nano - premium, _funding.Damper.Nano);
        return Within(rate, _funding.Cap.Nano);
    }

    /// <summary>What one contract is settled at if it expires now; null before its expiry, and where no index was known.</summary>
    public long? SettlementPrice(long tick, long now, long index)
    {
        if (!_hasExpiry || now < _expiry)
        {
            return null;
        }

        var (sum, time) = DeliveryUntil(tick, now, index);
        return time == 0 ? null : PayoffAt((long)AuditMath.Down(sum, time));
    }

    private (Int128 Sum, long Time) DeliveryUntil(long from, long to, long index)
    {
        var begin = Math.Max(from, _deliveryFrom);
        var counted = Math.Min(to, _expiry) - begin;
        return counted <= 0 || index <= 0
            ? (_deliveries, _deliveryTime)
            : (_deliveries + ((Int128)index * counted), _deliveryTime + counted);
    }

    private long PayoffAt(long delivery)
    {
        if (_option is null)
        {
            return delivery;
        }

        var gain = _option.Right == OptionType.Call ? delivery - _option.Strike.Units : _option.Strike.Units - delivery;
        if (gain <= 0)
        {
            return 0;
        }

        // In the coin the decimals of the index cancel out.
        var payoff = _isInverse
            ? AuditMath.Down(gain * AuditMath.TenTo(_priceDecimals), delivery)
            : gain * AuditMath.TenTo(_priceDecimals - _indexDecimals);
        return payoff > Price.MaxUnits ? Price.MaxUnits : (long)payoff;
    }

    private static long Within(long value, long most) => Math.Min(Math.Max(value, -most), most);
}
