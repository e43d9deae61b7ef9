using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Tests.Values;

namespace Plimsoll.Tests.Margin;

/// <summary>Margin as docs/spec/0004-margin.md says it, in fractions of unlimited size and without a thought for speed.</summary>
internal static class ReferenceMargin
{
    private static readonly BigInteger Nano = 1_000_000_000;

    public static (BigInteger Equity, BigInteger Value, BigInteger Initial, BigInteger Maintenance, BigInteger Notional) Of(
        Portfolio account
    )
    {
        BigInteger equity = 0;
        BigInteger value = 0;
        foreach (var balance in account.Balances)
        {
            var asset = account.Market.Asset(balance.Asset);
            var net = (BigInteger)balance.Amount.Units;
            foreach (var line in account.Positions)
            {
                var contract = account.Market.Contract(line.Instrument);
                if (contract.Parameters.SettlementAsset == balance.Asset)
                {
                    net += Value(contract, asset.Asset, line.Quantity.Units, Mark(account, line), isUp: false) - line.Cost.Units;
                }
            }

            value += InNumeraire(asset, net, isUp: false);
            equity += InNumeraire(asset, net <= 0 ? net : Counted(asset.Asset, net), isUp: false);
        }

        BigInteger initial = 0;
        BigInteger maintenance = 0;
        BigInteger notionals = 0;
        foreach (var line in account.Positions)
        {
            var contract = account.Market.Contract(line.Instrument);
            var settlement = account.Market.Asset(contract.Parameters.SettlementAsset);
            var notional = Notional(account, line, line.Quantity.Units);
            var tier = TierOf(contract, notional);
            maintenance += InNumeraire(
                settlement,
                BigInteger.Max(0, Share(notional, tier.MaintenanceMarginRate.Nano) - tier.MaintenanceAmount.Units),
                isUp: true
            );
            notionals += InNumeraire(settlement, notional, isUp: true);
            var side = BigInteger.Max(
                Opening(account, line, (BigInteger)line.Quantity.Units + line.OpenBuy.Units) + line.BuyLoss.Units,
                Opening(account, line, (BigInteger)line.Quantity.Units - line.OpenSell.Units) + line.SellLoss.Units
            );
            var multiple = account.Market.InitialMarginMultiple(line.Instrument).Nano;
            initial += InNumeraire(settlement, Share(side, multiple), isUp: true);
        }

        return (equity, value, initial, maintenance, notionals);
    }

    private static BigInteger Opening(Portfolio account, PositionLine line, BigInteger exposure)
    {
        var contract = account.Market.Contract(line.Instrument);
        var notional = Notional(account, line, exposure);
        var tier = TierOf(contract, notional);
        var byTier =
            tier.MaxLeverage.Hundredths == 0
                ? Share(notional, tier.InitialMarginRate.Nano)
                : Wide.Quotient(100 * notional, tier.MaxLeverage.Hundredths, isUp: true);
        var byUser = line.Leverage.Hundredths == 0 ? 0 : Wide.Quotient(100 * notional, line.Leverage.Hundredths, isUp: true);
        return BigInteger.Max(byTier, byUser);
    }

    private static RiskTier TierOf(Contract contract, BigInteger notional)
    {
        var table = (RiskTierTable)contract.Parameters.Margin;
        var tiers = table.Tiers.ToArray();
        return tiers.LastOrDefault(
            tier => table.Boundary == TierBoundary.FloorInclusive ? tier.Floor.Units <= notional : tier.Floor.Units < notional,
            tiers[0]
        );
    }

    private static BigInteger Notional(Portfolio account, PositionLine line, BigInteger quantity)
    {
        var contract = account.Market.Contract(line.Instrument);
        var asset = account.Market.Asset(contract.Parameters.SettlementAsset).Asset;
        var size = BigInteger.Abs(quantity);
        return contract.IsInverse
            ? Value(contract, asset, -size, Mark(account, line), isUp: true)
            : Value(contract, asset, size, Mark(account, line), isUp: true);
    }

    private static BigInteger Value(Contract contract, AssetParameters asset, BigInteger quantity, BigInteger price, bool isUp)
    {
        var parameters = contract.Parameters;
        var contracts = quantity * parameters.Multiplier;
        var scale = Ten(parameters.QuantityDecimals + parameters.MultiplierDecimals);
        return contract.IsInverse
            ? Wide.Quotient(-contracts * Ten(asset.Decimals + parameters.PriceDecimals), scale * price, isUp)
            : Wide.Quotient(contracts * price * Ten(asset.Decimals), scale * Ten(parameters.PriceDecimals), isUp);
    }

    private static BigInteger Counted(AssetParameters asset, BigInteger amount)
    {
        amount = BigInteger.Min(amount, asset.AccountCap.Units);
        BigInteger sum = 0;
        BigInteger from = 0;
        foreach (var rung in asset.Haircuts.Rungs)
        {
            sum += BigInteger.Max(0, BigInteger.Min(amount, rung.UpTo.Units) - from) * (Nano - rung.Haircut.Nano);
            from = rung.UpTo.Units;
        }

        return Wide.Quotient(sum, Nano, isUp: false);
    }

    // Asset decimals + 2 of every index here − 6 of the numeraire.
    private static BigInteger InNumeraire(AssetValuation asset, BigInteger amount, bool isUp) =>
        asset.Asset.Index is null ? amount : Wide.Quotient(amount * asset.IndexPrice.Units, Ten(asset.Asset.Decimals + 2 - 6), isUp);

    private static BigInteger Share(BigInteger amount, BigInteger rate) => Wide.Quotient(amount * rate, Nano, isUp: true);

    private static BigInteger Mark(Portfolio account, PositionLine line) => account.Market.Mark(line.Instrument).Units;

    private static BigInteger Ten(int exponent) => BigInteger.Pow(10, exponent);
}
