using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>One account: who it is, what it holds, where it stands. Lines are kept in the form in which margin reads them.</summary>
internal sealed class AccountRow(AccountId id, int owner, AccountKind kind, AccountId parent)
{
    private const int LeastRoom = 4;

    private BalanceLine[] _balances = [];
    private PositionLine[] _positions = [];
    private int _positionCount;

    public AccountId Id { get; } = id;

    public int Owner { get; } = owner;

    public AccountKind Kind { get; } = kind;

    public AccountId Parent { get; } = parent;

    /// <summary>The instrument of an isolated account.</summary>
    public InstrumentId Instrument { get; init; }

    /// <summary>The asset of an insurance fund.</summary>
    public AssetId FundAsset { get; init; }

    public AccountStatus Status { get; set; }

    /// <summary>The scheme of portfolio margin it is under, or standard margin.</summary>
    public SchemeId Scheme { get; set; }

    public AccountCondition Condition { get; set; }

    public HoldReason Hold { get; set; }

    public Timestamp HoldUntil { get; set; }

    /// <summary>The engine's order that is out for this account, if any.</summary>
    public OrderId LiquidationOrder { get; set; }

    public bool IsLiquidationOrderRecalled { get; set; }

    /// <summary>Whether the book left something of the last liquidation order.</summary>
    public bool HasBookRefused { get; set; }

    /// <summary>Whether the present liquidation has closed anything.</summary>
    public bool HasClosed { get; set; }

    /// <summary>Open orders of the user, ascending.</summary>
    public List<OrderId> Orders { get; } = [];

    /// <summary>Instruments in which another margin mode was ever chosen.</summary>
    public List<IsolatedLink> Isolated { get; } = [];

    /// <summary>Whether margin applies to this account at all.</summary>
    public bool IsMargined => Kind is AccountKind.User or AccountKind.Isolated or AccountKind.InsuranceFund;

    /// <summary>Whether the account can hold positions.</summary>
    public bool CanTrade => Kind != AccountKind.Venue;

    /// <summary>Balances by ascending asset; every asset that a position settles in has its line.</summary>
    public ReadOnlySpan<BalanceLine> Balances => _balances;

    /// <summary>Positions by ascending instrument; a line may be flat and only carry leverage or orders.</summary>
    public ReadOnlySpan<PositionLine> Positions => _positions.AsSpan(0, _positionCount);

    /// <summary>Whether it has no position.</summary>
    public bool IsFlat
    {
        get
        {
            foreach (ref readonly var line in Positions)
            {
                if (!line.Quantity.IsZero)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public Money Balance(AssetId asset)
    {
        foreach (ref readonly var line in _balances.AsSpan())
        {
            if (line.Asset == asset)
            {
                return line.Amount;
            }
        }

        return Money.Zero;
    }

    public PositionLine Position(InstrumentId instrument)
    {
        foreach (ref readonly var line in Positions)
        {
            if (line.Instrument == instrument)
            {
                return line;
            }
        }

        return new(instrument, default, default);
    }

    public void Credit(AssetId asset, Money amount)
    {
        ref var line = ref BalanceRow(asset);
        line = line with { Amount = line.Amount + amount };
    }

    /// <summary>Makes sure that the asset has a line.</summary>
    public void Touch(AssetId asset) => BalanceRow(asset);

    public void Set(in PositionLine position) => PositionRow(position.Instrument) = position;

    private ref BalanceLine BalanceRow(AssetId asset)
    {
        var place = 0;
        while (place < _balances.Length && _balances[place].Asset.Value < asset.Value)
        {
            place++;
        }

        if (place == _balances.Length || _balances[place].Asset != asset)
        {
            _balances = [.. _balances.AsSpan(0, place), new(asset, Money.Zero), .. _balances.AsSpan(place)];
        }

        return ref _balances[place];
    }

    private ref PositionLine PositionRow(InstrumentId instrument)
    {
        var place = 0;
        while (place < _positionCount && _positions[place].Instrument.Value < instrument.Value)
        {
            place++;
        }

        if (place == _positionCount || _positions[place].Instrument != instrument)
        {
            InsertPosition(place, instrument);
        }

        return ref _positions[place];
    }

    /// <summary>Room for twice as many at a time: most accounts come to several, one after the other.</summary>
    private void InsertPosition(int place, InstrumentId instrument)
    {
        if (_positionCount == _positions.Length)
        {
            Array.Resize(ref _positions, Math.Max(LeastRoom, 2 * _positionCount));
        }

        Array.Copy(_positions, place, _positions, place + 1, _positionCount - place);
        _positions[place] = new(instrument, default, default);
        _positionCount++;
    }
}
