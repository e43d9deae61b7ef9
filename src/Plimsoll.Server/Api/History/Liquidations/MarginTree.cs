using Plimsoll.Engine.Accounts;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>The figures of an account after one record, each a tree whose leaves add up to it.</summary>
/// <param name="Sequence">The record.</param>
/// <param name="Equity">Equity.</param>
/// <param name="InitialMargin">Initial margin.</param>
/// <param name="MaintenanceMargin">Maintenance margin.</param>
internal sealed record MarginTree(long Sequence, ExplanationPart Equity, ExplanationPart InitialMargin, ExplanationPart MaintenanceMargin)
{
    public static MarginTree Of(VenueMachine machine, AccountId account, int decimals)
    {
        var explained = machine.Engine.Explain(account);
        return new(
            machine.Sequence,
            ExplanationWriter.Part(explained.Equity, decimals),
            ExplanationWriter.Part(explained.InitialMargin, decimals),
            ExplanationWriter.Part(explained.MaintenanceMargin, decimals)
        );
    }
}
