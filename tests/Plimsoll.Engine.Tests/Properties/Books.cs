using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>Balances, positions and leverages folded from events alone, to be held against what the engine says.</summary>
internal sealed class Books
{
    private readonly Dictionary<(AccountId Account, AssetId Asset), Int128> _balances = [];
    private readonly Dictionary<(AccountId Account, InstrumentId Instrument), (long Quantity, Int128 Cost)> _positions = [];

    private readonly Dictionary<(AccountId Account, InstrumentId Instrument), Leverage> _leverages = [];
    private readonly Dictionary<AccountId, SchemeId> _schemes = [];

    /// <summary>The leverage that was last chosen for a position, by the account that carries it.</summary>
    public Leverage LeverageOf(AccountId account, InstrumentId instrument) => _leverages.GetValueOrDefault((account, instrument));

    /// <summary>Whether the account is margined as a whole, under a scheme.</summary>
    public bool IsWhole(AccountId account) => _schemes.GetValueOrDefault(account) != SchemeId.Standard;

    /// <summary>Every balance that ever moved.</summary>
    public IReadOnlyDictionary<(AccountId Account, AssetId Asset), Int128> Balances => _balances;

    /// <summary>Every position that there ever was.</summary>
    public IReadOnlyDictionary<(AccountId Account, InstrumentId Instrument), (long Quantity, Int128 Cost)> Positions => _positions;

    public void Add(EventView view, long sequence)
    {
        if (view.Kind == EventKind.MoneyPosted)
        {
            Add(view.As<MoneyPosted>(), sequence);
        }
        else if (view.Kind == EventKind.PositionChanged)
        {
            Add(view.As<PositionChanged>());
        }
        else if (view.Kind == EventKind.SchemeChosen)
        {
            _schemes[view.As<SchemeChosen>().Account] = view.As<SchemeChosen>().Scheme;
        }
        else if (view.Kind == EventKind.LeverageChanged)
        {
            var changed = view.As<LeverageChanged>();
            _leverages[(changed.Account, changed.Instrument)] = changed.Leverage;
        }
        else if (view.Kind == EventKind.MarginModeChanged)
        {
            var changed = view.As<MarginModeChanged>();
            _leverages[(changed.Mode == MarginMode.Isolated ? changed.IsolatedAccount : changed.Account, changed.Instrument)] =
                changed.Leverage;
        }
    }

    private void Add(MoneyPosted posted, long sequence)
    {
        Assert.True(posted.Amount.IsPositive && posted.From != posted.To, $"{posted} moves nothing");
        Assert.Equal(sequence, posted.Sequence);
        Assert.True(Enum.IsDefined(posted.Reason));
        _balances[(posted.From, posted.Asset)] = _balances.GetValueOrDefault((posted.From, posted.Asset)) - posted.Amount.Units;
        _balances[(posted.To, posted.Asset)] = _balances.GetValueOrDefault((posted.To, posted.Asset)) + posted.Amount.Units;
    }

    private void Add(PositionChanged changed)
    {
        var (quantity, cost) = _positions.GetValueOrDefault((changed.Account, changed.Instrument));
        _positions[(changed.Account, changed.Instrument)] = (quantity + changed.Quantity.Units, cost + changed.Cost.Units);
    }
}
