using Plimsoll.Engine.Accounts;
using Plimsoll.Host.Machine;
using Plimsoll.Margin;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>The figures of an account after one record, each a tree whose leaves add up to it.</summary>
/// <param name="Sequence">The record.</param>
/// <param name="Equity">Equity.</param>
/// <param name="InitialMargin">Initial margin.</param>
/// <param name="MaintenanceMargin">Maintenance margin.</param>
internal sealed record MarginTree(long Sequence, TreeNode Equity, TreeNode InitialMargin, TreeNode MaintenanceMargin)
{
    public static MarginTree Of(VenueMachine machine, AccountId account, int decimals)
    {
        var explained = machine.Engine.Explain(account);
        return new(
            machine.Sequence,
            Node(explained.Equity, decimals),
            Node(explained.InitialMargin, decimals),
            Node(explained.MaintenanceMargin, decimals)
        );
    }

    private static TreeNode Node(ExplanationNode node, int decimals) =>
        new(
            node.Label,
            DecimalText.Of(node.Amount.Units, decimals),
            [.. node.Inputs.Select(input => new TreeInput(input.Name, DecimalText.Of(input.Units, input.Decimals), input.Unit))],
            [.. node.Children.Select(child => Node(child, decimals))]
        );
}
