using System.Collections.Frozen;
using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>What a batch is told, operation by operation, by the rules of single requests (CLIENT-014).</summary>
internal static class BatchAnswers
{
    private static readonly FrozenDictionary<string, Operation> ByName = ApiOperations.All.ToFrozenDictionary(
        each => each.Name,
        StringComparer.Ordinal
    );

    /// <summary>The answer; a refusal that leaves open whether an attempt had its effect becomes <c>outcome_unknown</c>.</summary>
    public static TAnswer Tell<TAnswer>(TAnswer answer, Delivery delivery) =>
        answer is BatchResponse batch
            ? (TAnswer)(object)(batch with { Results = [.. batch.Results.Select(each => Tell(each, delivery.MayHaveHappened))] })
            : answer;

    private static BatchResult Tell(BatchResult result, bool isResent)
    {
        if (result.Problem is not { } refused || ByName.GetValueOrDefault(result.Operation) is { MayChange: false })
            return result;

        var problem = refused.Deserialize(ContractJson.Default.Problem)!;
        // A refusal without a record speaks of the last attempt alone.
        if (!Refusals.IsUnsettled(problem) && !(isResent && problem.Sequence is null))
            return result;

        var told = Refusals.Unknown(problem);
        return result with { Status = told.Status, Problem = JsonSerializer.SerializeToElement(told, ContractJson.Default.Problem) };
    }
}
