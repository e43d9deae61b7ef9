using System.Runtime.CompilerServices;
using Plimsoll.Engine.Snapshots.Schemes;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>A kind of rule or charge that the calculator has is one that the engine can keep.</summary>
public sealed class SchemeKindTests
{
    public static TheoryData<Type> Charges => KindsOf(typeof(PortfolioCharge));

    public static TheoryData<Type> Rules => KindsOf(typeof(PortfolioRule));

    [Theory, Trait("Criterion", "PACC-001")]
    [MemberData(nameof(Charges))]
    public void Every_kind_of_charge_is_kept(Type kind)
    {
        var charge = (PortfolioCharge)RuntimeHelpers.GetUninitializedObject(kind);
        Assert.Contains("$kind", SchemeCodec.Text(Schemes.Of(Schemes.TenPercent with { Charges = [charge] })), StringComparison.Ordinal);
    }

    [Theory, Trait("Criterion", "PACC-001")]
    [MemberData(nameof(Rules))]
    public void Every_kind_of_rule_is_kept(Type kind)
    {
        var rule = (PortfolioRule)RuntimeHelpers.GetUninitializedObject(kind);
        Assert.Contains("$kind", SchemeCodec.Text(Schemes.Of(Schemes.TenPercent) with { Rule = rule }), StringComparison.Ordinal);
    }

    private static TheoryData<Type> KindsOf(Type root) =>
        new(root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root) && !type.IsAbstract));
}
