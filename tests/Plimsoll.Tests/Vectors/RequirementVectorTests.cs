using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

/// <summary>Derive's standard manager as far as the calculator's own margin goes.</summary>
public sealed class RequirementVectorTests
{
    public static TheoryData<string> StandardManager => VectorCases.StandardManager.Ids;

    public static TheoryData<string> StandardManagerMaintenance => VectorCases.StandardManagerMaintenance.Ids;

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(StandardManager))]
    public void Derives_standard_manager_is_equity_less_requirement(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = DeriveAccount(vector);
        var unrounded = vector.Expected.GetProperty("unrounded");

        vector.Agrees(
            "markToMarket",
            unrounded.GetProperty("markToMarket").GetDecimal(),
            account.Number(account.Margin.NetLiquidationValue),
            0
        );
        Compare("initialMargin", account.Margin.Equity - account.Margin.InitialMargin);
        Compare("maintenanceMargin", account.Margin.Equity - account.Margin.MaintenanceMargin);

        void Compare(string name, Money amount)
        {
            vector.Agrees(name, unrounded.GetProperty(name).GetDecimal(), account.Number(amount), 0);
            vector.Agrees(name, Math.Truncate(account.Number(amount)));
        }
    }

    [Theory, Trait("Criterion", "MARG-001")]
    [MemberData(nameof(StandardManagerMaintenance))]
    public void Derives_maintenance_margin_does_not_doubt_the_oracle(string id)
    {
        var vector = VectorFiles.Find(id);
        var account = DeriveAccount(vector);

        vector.Agrees("maintenanceMargin", Math.Truncate(account.Number(account.Margin.Equity - account.Margin.MaintenanceMargin)));
    }

    /// <summary>Coins count with a haircut of one less their factor, perpetuals at their own price, cash in full.</summary>
    private static VectorAccount DeriveAccount(Vector vector)
    {
        var parameters = VectorFiles.Shared("paramSets", vector.Inputs.GetProperty("params").GetString()!);
        var underlyings = VectorFiles.Shared("books", vector.Inputs.GetProperty("market").GetString()!).GetProperty("underlyings");
        var portfolio = vector.Inputs.GetProperty("portfolio");
        var account = new VectorAccount(decimals: 6);
        account.Hold(portfolio.GetProperty("cash").GetDecimal());
        foreach (var coin in portfolio.GetProperty("bases").EnumerateObject())
        {
            var spot = underlyings.GetProperty(coin.Name).GetProperty("spot").GetDecimal();
            var weight = parameters.GetProperty("base").GetProperty("marginFactor").GetDecimal();
            account.HoldCollateral(coin.Value.GetDecimal(), spot, 1 - weight);
        }

        foreach (var perpetual in portfolio.GetProperty("perps").EnumerateObject())
        {
            account.Trade(
                VectorTiers.Single(
                    Scale.RateOf(parameters.GetProperty("perp").GetProperty("mm").GetDecimal()),
                    Scale.RateOf(parameters.GetProperty("perp").GetProperty("im").GetDecimal())
                ),
                perpetual.Value.GetProperty("size").GetDecimal(),
                perpetual.Value.GetProperty("entryPrice").GetDecimal(),
                mark: underlyings.GetProperty(perpetual.Name).GetProperty("perpPrice").GetDecimal(),
                priceDecimals: 2
            );
        }

        return account;
    }
}
