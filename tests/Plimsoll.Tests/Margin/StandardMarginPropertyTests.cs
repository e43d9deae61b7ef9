using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

/// <summary>What holds for every account.</summary>
public sealed class StandardMarginPropertyTests
{
    private static Config Thorough => Exploration.Of(2_000);

    [Fact, Trait("Criterion", "MARG-001"), Trait("Criterion", "MARG-002"), Trait("Criterion", "MARG-005"), Trait("Criterion", "MARG-006")]
    public void Agrees_with_the_specification_written_out() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                account =>
                {
                    var (equity, value, initial, maintenance, notional) = ReferenceMargin.Of(account);
                    var margin = account.Margin;
                    return margin.Equity.Units == equity
                        && margin.NetLiquidationValue.Units == value
                        && margin.InitialMargin.Units == initial
                        && margin.MaintenanceMargin.Units == maintenance
                        && margin.Notional.Units == notional;
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MARG-001")]
    public void Equity_is_at_most_net_liquidation_value() =>
        Prop.ForAll(AnyPortfolio.Accounts, account => account.Margin.Equity <= account.Margin.NetLiquidationValue).Check(Thorough);

    [Fact, Trait("Criterion", "MARG-001")]
    public void Without_haircut_and_cap_equity_is_net_liquidation_value() =>
        Prop.ForAll(AnyPortfolio.PlainAccounts, account => account.Margin.Equity == account.Margin.NetLiquidationValue).Check(Thorough);

    [Fact, Trait("Criterion", "MARG-011")]
    public void A_deposit_never_lowers_equity_nor_touches_a_requirement() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                Arb.From(Gen.Choose(0, 2)),
                Arb.From(AnyTiers.Notionals),
                (account, line, amount) =>
                {
                    var balance = account.Balances[line];
                    var before = account.Margin;
                    var after = account.WithBalance(line, balance with { Amount = balance.Amount + amount }).Margin;
                    return after.Equity >= before.Equity
                        && after.NetLiquidationValue >= before.NetLiquidationValue
                        && after.InitialMargin == before.InitialMargin
                        && after.MaintenanceMargin == before.MaintenanceMargin;
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MARG-008")]
    public void Requirements_never_fall_when_a_position_grows() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                Arb.From(Gen.Choose(0, 4)),
                Arb.From(Gen.Choose(1, 1_000_000)),
                (account, line, more) =>
                {
                    if (line >= account.Positions.Length)
                    {
                        return true;
                    }

                    var position = account.Positions[line] with { OpenBuy = default, OpenSell = default };
                    var grown = position with { Quantity = position.Quantity + new Quantity(more * (position.Quantity.Sign < 0 ? -1 : 1)) };
                    var before = account.WithPosition(line, position).Margin;
                    var after = account.WithPosition(line, grown).Margin;
                    return after.InitialMargin >= before.InitialMargin
                        && after.MaintenanceMargin >= before.MaintenanceMargin
                        && after.Notional >= before.Notional;
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MARG-006")]
    public void An_open_order_never_lowers_the_initial_margin_and_leaves_the_rest_alone() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                Arb.From(Gen.Choose(0, 4)),
                Arb.From(Gen.Choose(0, 1_000_000).ArrayOf(3)),
                (account, line, more) =>
                {
                    if (line >= account.Positions.Length)
                    {
                        return true;
                    }

                    var position = account.Positions[line];
                    var ordered = position with
                    {
                        OpenBuy = position.OpenBuy + new Quantity(more[0]),
                        OpenSell = position.OpenSell + new Quantity(more[1]),
                        BuyLoss = position.BuyLoss + new Money(more[2]),
                    };
                    var after = account.WithPosition(line, ordered).Margin;
                    return after with { InitialMargin = account.Margin.InitialMargin } == account.Margin
                        && after.InitialMargin >= account.Margin.InitialMargin;
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "MARG-008")]
    public void Closing_at_the_mark_without_fee_does_not_move_equity_but_for_rounding() =>
        Prop.ForAll(
                AnyPortfolio.Accounts,
                Arb.From(Gen.Choose(0, 4)),
                Arb.From(Gen.Elements(Rounding.Floor, Rounding.Ceiling)),
                (account, line, rounding) =>
                {
                    if (line >= account.Positions.Length)
                    {
                        return true;
                    }

                    var position = account.Positions[line];
                    var contract = account.Market.Contract(position.Instrument);
                    var asset = contract.Parameters.SettlementAsset;
                    // The account sells its position (or buys it back) at the value, rounded for or against it.
                    var paid = contract.Value(-position.Quantity, account.Market.Mark(position.Instrument), rounding);
                    var balance = account.Balances[asset.Value];
                    var closed = account
                        .WithPosition(line, position with { Quantity = default, Cost = default })
                        .WithBalance(asset.Value, balance with { Amount = balance.Amount - paid - position.Cost });

                    var unit = account.Market.Asset(asset).ToNumeraire(new Money(1), Rounding.Ceiling);
                    return (closed.Margin.NetLiquidationValue - account.Margin.NetLiquidationValue).Abs() <= unit
                        && (closed.Margin.Equity - account.Margin.Equity).Abs() <= unit;
                }
            )
            .Check(Thorough);
}
