using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>An account as its public queries show it, put before the calculator: what would be if a part of it were closed.</summary>
internal sealed class AccountView
{
    private readonly BalanceLine[] _balances;
    private readonly PositionLine[] _positions;
    private readonly Money? _asked;
    private readonly bool _isWhole;
    private NoExplanation _silent;

    public AccountView(MarginEngine engine, Books books, AccountId account)
    {
        Market = engine.CopyMarket();
        _isWhole = books.IsWhole(account);
        _asked = _isWhole ? engine.MarginOf(account).MaintenanceMargin : null;
        Assert.Equal(_isWhole, engine.SchemeOf(account) != SchemeId.Standard);
        _balances =
        [
            .. Enumerable.Range(0, Market.AssetCount).Select(i => new BalanceLine(new((byte)i), engine.Balance(account, new((byte)i)))),
        ];
        _positions =
        [
            .. Enumerable
                .Range(0, Market.InstrumentCount)
                .Select(i => (Id: new InstrumentId((ushort)i), Line: engine.PositionOf(account, new((ushort)i))))
                .Where(entry => !entry.Line.Quantity.IsZero)
                .Select(entry => new PositionLine(entry.Id, entry.Line.Quantity, entry.Line.Cost, books.LeverageOf(account, entry.Id))),
        ];
    }

    /// <summary>The account in the middle of a command, as events up to there have left it; prices do not move any more by then.</summary>
    public AccountView(MarketView market, Books books, AccountId account)
    {
        Market = market;
        _isWhole = books.IsWhole(account);
        _balances =
        [
            .. Enumerable
                .Range(0, market.AssetCount)
                .Select(i => new BalanceLine(new((byte)i), new(books.Balances.GetValueOrDefault((account, new((byte)i)))))),
        ];
        _positions =
        [
            .. Enumerable
                .Range(0, market.InstrumentCount)
                .Select(i => (Id: new InstrumentId((ushort)i), Line: books.Positions.GetValueOrDefault((account, new((ushort)i)))))
                .Where(entry => entry.Line.Quantity != 0)
                .Select(entry => new PositionLine(
                    entry.Id,
                    new(entry.Line.Quantity),
                    new(entry.Line.Cost),
                    books.LeverageOf(account, entry.Id)
                )),
        ];
    }

    public MarketView Market { get; }

    public (Money Equity, Money NetLiquidationValue) Worth => StandardMargin.Equity(Market, _balances, _positions, ref _silent);

    /// <summary>Of an account under a scheme what the engine says: what that should be is for the naive model to say.</summary>
    public Money Maintenance => _asked ?? MaintenanceOf(_positions);

    public PositionLine Position(InstrumentId instrument) => _positions.Single(line => line.Instrument == instrument);

    /// <summary>The instrument whose position is to be closed first.</summary>
    public InstrumentId LargestMaintenance() =>
        _positions.OrderByDescending(line => MaintenanceOf([line]).Units).ThenBy(line => line.Instrument.Value).First().Instrument;

    /// <summary>Every asset in which the account has something, and every index that moves its positions: 0007, "Holds".</summary>
    public HashSet<IndexId> Indices()
    {
        var indices = new HashSet<IndexId>();
        var assets = _balances.Where(line => !line.Amount.IsZero).Select(line => line.Asset).ToHashSet();
        foreach (var line in _positions)
        {
            var parameters = Market.Contract(line.Instrument).Parameters;
            indices.Add(parameters.Underlying);
            assets.Add(parameters.SettlementAsset);
        }

        indices.UnionWith(assets.Select(asset => Market.Asset(asset).Asset.Index).OfType<IndexId>());
        return indices;
    }

    /// <summary>
    /// No lot more than needed, of the position that is due, unless even all of it is not enough. Under a scheme any position may be due, and any part of it:
    /// there the naive model says which.
    /// </summary>
    public void CheckLeast(InstrumentId instrument, long quantity, Rate target, bool hasFee, string name)
    {
        var lot = Market.Contract(instrument).Parameters.LotSize.Units;
        var held = Position(instrument).Quantity.Abs().Units;
        Assert.True(quantity > 0 && quantity <= held && quantity % lot == 0, $"{name}: {quantity} of {held}");
        if (_isWhole)
        {
            return;
        }

        Assert.Equal(LargestMaintenance(), instrument);
        Assert.True(quantity == held || IsRestoredBy(instrument, quantity, target, hasFee), $"{name} does not restore");
        Assert.False(quantity > lot && IsRestoredBy(instrument, quantity - lot, target, hasFee), $"{name} is larger than needed");
    }

    /// <summary>Whether so much is what an increment closes: no less restores, and no more is needed, unless there is no more.</summary>
    public bool IsLeast(InstrumentId instrument, long quantity, Rate target, bool hasFee)
    {
        var lot = Market.Contract(instrument).Parameters.LotSize.Units;
        var isEnough = quantity == Position(instrument).Quantity.Abs().Units || IsRestoredBy(instrument, quantity, target, hasFee);
        return isEnough && !(quantity > lot && IsRestoredBy(instrument, quantity - lot, target, hasFee));
    }

    /// <summary>Whether closing so much at the mark, with its fee, reaches the target.</summary>
    private bool IsRestoredBy(InstrumentId instrument, long quantity, Rate target, bool hasFee)
    {
        var contract = Market.Contract(instrument);
        var settlement = contract.Parameters.SettlementAsset;
        var notional = contract.Notional(new(quantity), Market.Mark(instrument));
        var affordable = Money.Max(Money.Zero, Market.Asset(settlement).FromNumeraire(Worth.NetLiquidationValue, Rounding.Floor));
        var fee = !hasFee ? Money.Zero : Money.Min(notional.Scale(contract.Parameters.Fees.Liquidation, Rounding.Ceiling), affordable);
        var balances = _balances.Select(line => line.Asset == settlement ? line with { Amount = line.Amount - fee } : line).ToArray();
        var smaller = _positions.Select(line => line.Instrument == instrument ? Smaller(line, quantity) : line).ToArray();
        var (equity, _) = StandardMargin.Equity(Market, balances, _positions, ref _silent);
        return SolvencyLine.Reaches(equity, MaintenanceOf(smaller), target);
    }

    /// <summary>What is left of a position, with what is left of its cost: 0005.</summary>
    private static PositionLine Smaller(PositionLine line, long quantity) =>
        line with
        {
            Quantity = new(line.Quantity.Units - (line.Quantity.Sign * quantity)),
            Cost = line.Cost - new Money(ExactMath.MulDiv(line.Cost.Units, quantity, line.Quantity.Abs().Units, Rounding.Ceiling)),
        };

    /// <summary>At its limit the order takes no more than the position's share of NLV; one tick worse it would, unless there is no worse price.</summary>
    public void CheckLimit(LiquidationOrderPlaced order)
    {
        var contract = Market.Contract(order.Instrument);
        var mark = Market.Mark(order.Instrument);
        var line = Position(order.Instrument);
        var share = BankruptcyPrice.ShareOf(Worth.NetLiquidationValue, MaintenanceOf([line]), Maintenance);
        var spare = Market.Asset(contract.Parameters.SettlementAsset).FromNumeraire(share, Rounding.Floor);
        var worst = contract.Value(line.Quantity, mark, Rounding.Floor) - spare;
        var tick = contract.Parameters.TickSize.Units;
        Assert.Equal(0, order.LimitPrice.Units % tick);
        if (_isWhole)
        {
            return;
        }

        bool IsAffordable(long price) => contract.Value(line.Quantity, new(price), Rounding.Ceiling) >= worst;
        var worse = order.LimitPrice.Units - (line.Quantity.Sign * tick);
        Assert.True(IsAffordable(order.LimitPrice.Units) || order.LimitPrice.Units == tick, $"{order} goes beyond bankruptcy");
        var isFarEnough = line.Quantity.Sign > 0 ? worse <= 0 : worse > mark.Units * 10;
        Assert.True(isFarEnough || contract.Value(line.Quantity, new(worse), Rounding.Floor) < worst, $"{order} stops short of bankruptcy");
    }

    private Money MaintenanceOf(PositionLine[] positions) => StandardMargin.Maintenance(Market, positions, ref _silent).Margin;
}
