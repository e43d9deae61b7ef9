using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

/// <summary>An account as a vector describes it, in one settlement asset that is the numeraire, with other collateral beside it.</summary>
internal sealed class VectorAccount
{
    private const int IndexDecimals = 2;

    private readonly int _decimals;
    private readonly List<BalanceLine> _balances = [];
    private readonly List<PositionLine> _positions = [];

    public VectorAccount(int decimals)
    {
        _decimals = decimals;
        Market.Add(
            AssetValuation.Numeraire(
                new()
                {
                    Id = new(0),
                    Symbol = "NUM",
                    Decimals = decimals,
                }
            )
        );
        _balances.Add(new(new(0), Money.Zero));
    }

    public MarketView Market { get; } = new();

    public AccountMargin Margin
    {
        get
        {
            var silent = default(NoExplanation);
            return StandardMargin.Evaluate(Market, _balances.ToArray(), _positions.ToArray(), ref silent);
        }
    }

    public void Hold(decimal amount) => Hold(new Money(Scale.WideUnits(amount, _decimals)));

    public void Hold(Money amount) => _balances[0] = new(new(0), amount);

    public void HoldCollateral(decimal amount, decimal price, decimal haircut)
    {
        var id = new AssetId((byte)Market.AssetCount);
        var asset = new AssetParameters
        {
            Id = id,
            Symbol = "COLLATERAL",
            Decimals = _decimals,
            Index = new(0),
            Haircuts = HaircutLadder.Uniform(new(Scale.Units(haircut, 9))),
        };
        Market.Add(AssetValuation.Of(asset, IndexDecimals, _decimals).At(new(Scale.Units(price, IndexDecimals))));
        _balances.Add(new(id, new(Scale.WideUnits(amount, _decimals))));
    }

    /// <summary>Lists a perpetual of one unit of the underlying (or of the quote asset, if inverse) a contract, and takes a position in it.</summary>
    public void Trade(RiskTierTable tiers, decimal quantity, decimal entry, decimal mark, int priceDecimals, int quantityDecimals = 0)
    {
        var contract = List(tiers, mark, priceDecimals, quantityDecimals);
        var units = new Quantity(Scale.Units(quantity, quantityDecimals));
        var cost = contract.Value(units, new(Scale.Units(entry, priceDecimals)), Rounding.Ceiling);
        _positions.Add(new(contract.Parameters.Id, units, cost));
    }

    public decimal Number(Money amount) => Scale.Number(amount.Units, _decimals);

    private Contract List(RiskTierTable tiers, decimal mark, int priceDecimals, int quantityDecimals)
    {
        var parameters = Sample.Linear with
        {
            Id = new((ushort)Market.InstrumentCount),
            SettlementAsset = new(0),
            PriceDecimals = priceDecimals,
            QuantityDecimals = quantityDecimals,
            TickSize = new(1),
            Margin = tiers,
        };
        var contract = new Contract(parameters, _decimals);
        Market.Add(contract);
        Market.Set(parameters.Id, new Price(Scale.Units(mark, priceDecimals)));
        return contract;
    }
}
