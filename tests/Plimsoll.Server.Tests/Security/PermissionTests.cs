using System.Reflection;
using Plimsoll.Server.Security;
using static Plimsoll.Server.Security.ApiRoles;

namespace Plimsoll.Server.Tests.Security;

/// <summary>Who may do what, said a second time: a change of the table is a change here.</summary>
public sealed class PermissionTests
{
    private static readonly (string Operation, ApiRoles Everywhere, ApiRoles Own)[] Expected =
    [
        ("accounts.configure", Admin, Trader),
        ("accounts.list", MatchingEngine | Risk | Admin | Auditor, None),
        ("accounts.manage", Admin, None),
        ("accounts.read", MatchingEngine | Risk | Admin | Auditor, Trader),
        ("audit.read", Admin | Auditor, None),
        ("collateral.deposit", Admin, None),
        ("collateral.transfer", Admin, Trader),
        ("collateral.withdraw", Admin, Trader),
        ("funds.move", Admin, None),
        ("funds.read", All, None),
        ("history.read", Risk | Admin | Auditor, Trader),
        ("history.venue", Risk | Admin | Auditor, None),
        ("keys.manage", Admin, None),
        ("keys.read", Admin | Auditor, None),
        ("margin.what_if", MatchingEngine | Risk | Admin | Auditor, Trader),
        ("markets.manage", Admin, None),
        ("markets.read", All, None),
        ("metrics.read", Risk | Admin | Auditor, None),
        ("orders.cancel", MatchingEngine | Risk, Trader),
        ("orders.check", MatchingEngine | Risk | Admin | Auditor, Trader),
        ("orders.place", MatchingEngine, Trader),
        ("parameters.approve", Risk, None),
        ("parameters.propose", Risk | Admin, None),
        ("parameters.read", All, None),
        ("prices.override", Risk, None),
        ("prices.report", MatchingEngine | Admin, None),
        ("proposals.read", Risk | Admin | Auditor, None),
        ("risk.read", Risk | Admin | Auditor, None),
        ("risk.stress", Risk | Admin | Auditor, None),
        ("server.control", Admin, None),
        ("server.read", Risk | Admin | Auditor, None),
        ("trades.correct", Admin, None),
        ("trades.report", MatchingEngine, None),
    ];

    [Fact, Trait("Criterion", "SECU-033")]
    public void The_table_is_what_was_decided() =>
        Assert.Equal(
            Expected.Select(each => $"{each.Operation}: {each.Everywhere} / {each.Own}"),
            Permissions
                .Table.OrderBy(each => each.Operation, StringComparer.Ordinal)
                .Select(each => $"{each.Operation}: {each.Everywhere} / {each.OwnAccounts}")
        );

    [Fact, Trait("Criterion", "SECU-033")]
    public void Every_operation_has_its_row() =>
        Assert.Equal(
            typeof(Operations)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (string)field.GetRawConstantValue()!)
                .Order(StringComparer.Ordinal),
            Permissions.Table.Select(permission => permission.Operation).Order(StringComparer.Ordinal)
        );

    [Fact, Trait("Criterion", "SECU-034")]
    public void An_auditor_changes_nothing()
    {
        string[] reading = [".read", ".list", ".venue", ".check", ".what_if", ".stress"];

        Assert.All(
            Permissions.Table.Where(permission => permission.Allows(Auditor)),
            permission => Assert.Contains(reading, end => permission.Operation.EndsWith(end, StringComparison.Ordinal))
        );
    }

    [Fact, Trait("Criterion", "SECU-034")]
    public void Who_makes_keys_does_not_approve_parameters() => Assert.False(Permissions.Of(Operations.ApproveParameters).Allows(Admin));

    [Fact, Trait("Criterion", "SECU-033")]
    public void What_is_not_in_the_table_is_a_mistake_of_the_program() =>
        Assert.Throws<ArgumentException>(() => Permissions.Of("orders.plaec"));
}
