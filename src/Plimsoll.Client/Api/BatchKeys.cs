namespace Plimsoll.Client;

/// <summary>A batch has no key of its own; each of its operations has one, so that all of it can be sent again.</summary>
internal static class BatchKeys
{
    public static BatchRequest Fill(BatchRequest batch) =>
        batch with
        {
            Operations =
            [
                .. batch.Operations.Select(item =>
                    item.IdempotencyKey is null ? item with { IdempotencyKey = IdempotencyKeys.New() } : item
                ),
            ],
        };
}
