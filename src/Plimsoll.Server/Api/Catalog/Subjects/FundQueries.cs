using Plimsoll.Engine.Accounts;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Insurance funds.</summary>
internal static class FundQueries
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<PageRequest, Page<FundResponse>>(
            "funds.list",
            Operations.ReadFunds,
            "GET",
            "/funds",
            "Insurance funds: what they have, and positions that they have taken over.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    request,
                    static (machine, page) => Pages.Of([.. Funds(machine)], fund => fund.Asset, page.Limit, page.After, machine.Sequence)
                )
        ),
    ];

    private static IEnumerable<FundResponse> Funds(VenueMachine machine)
    {
        for (var i = 0; i < machine.Engine.AssetCount; i++)
        {
            if (machine.Engine.InsuranceFundOf(new((byte)i)) is { } fund)
                yield return Fund(machine, new((byte)i), fund);
        }
    }

    private static FundResponse Fund(VenueMachine machine, AssetId id, AccountId fund)
    {
        var (engine, margin) = (machine.Engine, machine.Engine.MarginOf(fund));
        var asset = engine.View(id).Asset;
        var decimals = engine.View(new AssetId(0)).Asset.Decimals;
        return new(
            asset.Symbol,
            machine.Names.NameOf(fund),
            DecimalText.Of(engine.Balance(fund, id).Units, asset.Decimals),
            DecimalText.Of(margin.NetLiquidationValue.Units, decimals),
            DecimalText.Of(margin.Equity.Units, decimals),
            DecimalText.Of(margin.MaintenanceMargin.Units, decimals),
            [.. PositionWriter.Of(machine, fund, MarginMode.Cross)]
        );
    }
}
