using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Margin.Scenarios.Bounds;

/// <summary>Charges of maintenance margin that depend on a book's positions and its index alone, by size and for net short options: straight in the index, as bounds of positions are.</summary>
/// <remarks>
/// Requirement = factor · (max(loss + with scenarios, floor) + scaled) + plain. Short options of several expiries that have all passed are not netted with each other here, so
/// that the charge may be more than it is, never less. Source: docs/spec/0023-certificates.md (CERT-026). Allocates only where it has to grow.
/// </remarks>
public sealed class ChargeBounds
{
    private readonly List<PortfolioCharge> _charges;
    private readonly double _multiple;
    private readonly double _scaled;
    private (PositionKind Kind, double Quantity, long Expiry, double Strike)[] _positions = new (PositionKind, double, long, double)[8];
    private int _count;

    private ChargeBounds(List<PortfolioCharge> charges, double multiple, double factor) =>
        (_charges, _multiple, _scaled) = (charges, multiple, multiple * factor);

    /// <summary>The charges of a scheme; null where one is of another kind.</summary>
    /// <param name="model">The scheme.</param>
    /// <param name="multiple">The multiple of the requirement that must be reached.</param>
    /// <param name="factor">The factor of maintenance margin.</param>
    public static ChargeBounds? Of(PortfolioMarginModel model, double multiple, double factor)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<PortfolioCharge> charges =
        [
            .. model.Charges.Where(charge => PortfolioMargin.IsIn(charge.Levels, MarginLevelKind.Maintenance)),
        ];
        return charges.TrueForAll(charge => charge is ShortOptionCharge or NotionalCharge { Ladder: null, IsAtMark: false })
            ? new(charges, multiple, factor)
            : null;
    }

    /// <summary>Whether there are any.</summary>
    public bool IsEmpty => _charges.Count == 0;

    /// <summary>Begins a book.</summary>
    public void Start() => _count = 0;

    /// <summary>Adds a position.</summary>
    /// <param name="kind">What it is; no collateral.</param>
    /// <param name="quantity">Signed, in underlyings.</param>
    /// <param name="expiry">Of an option: the moment of its expiry, as a number.</param>
    /// <param name="strike">Of an option: its strike.</param>
    public void Add(PositionKind kind, double quantity, long expiry, double strike)
    {
        if (_count == _positions.Length)
            Array.Resize(ref _positions, 2 * _count);

        _positions[_count++] = (kind, quantity, expiry, strike);
    }

    /// <summary>What an account must have for them at an index price.</summary>
    /// <param name="index">The price, above zero.</param>
    /// <returns>What is taken off in every scenario, and what more is asked where only the floor counts; that may be below zero.</returns>
    public (double Charged, double FloorBeyond) At(double index)
    {
        var (loss, floor, scaled, plain) = (0.0, 0.0, 0.0, 0.0);
        foreach (var charge in _charges)
        {
            var amount = Amount(charge, index);
            switch (charge.Stage)
            {
                case ChargeStage.WithScenarios:
                    loss += amount;
                    break;
                case ChargeStage.Floor:
                    floor += amount;
                    break;
                case ChargeStage.Scaled:
                    scaled += amount;
                    break;
                default:
                    plain += amount;
                    break;
            }
        }

        return ((_scaled * (loss + scaled)) + (_multiple * plain), _scaled * (floor - loss));
    }

    private double Amount(PortfolioCharge charge, double index)
    {
        if (charge is NotionalCharge size)
            return Notional(size) * size.Rate * (size.IsByPiece ? 1 : index);

        var shorts = (ShortOptionCharge)charge;
        return NetShorts(shorts.Netting) * shorts.Rate * (shorts.IsByPiece ? 1 : index);
    }

    private double Notional(NotionalCharge charge)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
        {
            var (kind, quantity, _, _) = _positions[i];
            if (charge.Kinds.Contains(kind) && !(charge.IsShortOptionsOnly && kind == PositionKind.Option && quantity > 0))
                sum += Math.Abs(quantity);
        }

        return sum;
    }

    private double NetShorts(ShortNetting netting)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
        {
            if (_positions[i].Kind != PositionKind.Option || (netting != ShortNetting.None && !IsFirst(i, netting)))
                continue;

            var net = _positions[i].Quantity;
            for (var other = i + 1; netting != ShortNetting.None && other < _count; other++)
                net += IsTogether(i, other, netting) ? _positions[other].Quantity : 0;

            sum += Math.Max(0, -net);
        }

        return sum;
    }

    private bool IsFirst(int place, ShortNetting netting)
    {
        for (var other = 0; other < place; other++)
        {
            if (IsTogether(place, other, netting))
                return false;
        }

        return true;
    }

    private bool IsTogether(int left, int right, ShortNetting netting)
    {
        var (one, other) = (_positions[left], _positions[right]);
        return other.Kind == PositionKind.Option
            && one.Kind == PositionKind.Option
            && (netting is not (ShortNetting.Strike or ShortNetting.Expiry) || one.Expiry == other.Expiry)
            && (netting != ShortNetting.Strike || one.Strike == other.Strike);
    }
}
