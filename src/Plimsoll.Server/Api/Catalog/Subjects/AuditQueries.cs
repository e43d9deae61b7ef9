using System.Globalization;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What administrators did, read from the stream of all that happened.</summary>
internal static class AuditQueries
{
    /// <summary>So many records are looked at for one page: most are orders and prices.</summary>
    private const int LookedAt = 200_000;

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new TaskOperation<AuditRequest, Page<AuditEntry>>(
            "audit.list",
            Operations.ReadAudit,
            "GET",
            "/audit",
            "What administrators asked, the oldest or the newest first, and what became of it; refused requests too. Only a missing next says that a page is the last.",
            static (request, caller) => caller.Api.History.ReadAsync(caller, reading => ListAsync(request, caller, reading)),
            Changes: false
        ),
    ];

    private static async Task<Page<AuditEntry>> ListAsync(AuditRequest request, ApiCaller caller, HistoryReading reading)
    {
        var limit = Pages.Limit(request.Limit);
        if (request.Order == HistoryOrder.Newest)
            return await ListBackAsync(request, limit, caller, reading);

        var (stream, found) = (caller.Api.Host.Events, new List<AuditEntry>());
        // What has not happened yet is an empty page, however far away it begins.
        var from = Math.Max(stream.FirstSequence, Math.Min(After(request) ?? 0, stream.LastSequence) + 1);
        var (end, last) = (stream.LastSequence, from - 1);
        var keys = caller.Api.Keys.Keys.ToDictionary(key => key.Number);
        try
        {
            await foreach (var record in HistoryRecords.ReadRawAsync(caller.Api, from, Math.Min(end, from + LookedAt - 1), reading))
            {
                last = record.Sequence;
                if (IsAsked(record, request) && record.ReadAsked() is { Length: > 0 } asked)
                    found.Add(Entry(record, asked, keys));

                if (found.Count >= limit)
                    break;
            }
        }
        catch (EventsGoneException) when (last >= from)
        {
            // The page ends before it, and the next one is told.
        }
        catch (EventsGoneException gone)
        {
            throw new ProblemException(GoneEvents.OfPages(gone, isNewestFirst: false));
        }

        return new(found, last < end ? last.ToString(CultureInfo.InvariantCulture) : null, last);
    }

    private static async Task<Page<AuditEntry>> ListBackAsync(AuditRequest request, int limit, ApiCaller caller, HistoryReading reading)
    {
        var (stream, keys) = (caller.Api.Host.Events, caller.Api.Keys.Keys.ToDictionary(key => key.Number));
        var (first, last) = (stream.FirstSequence, stream.LastSequence);
        if (After(request) is { } after)
            last = Math.Min(last, Math.Max(first, after) - 1);

        try
        {
            var (found, seen) = await BackwardScan.ReadAsync(first, last, limit, LookedAt, StretchAsync);
            return new(found, seen > first ? seen.ToString(CultureInfo.InvariantCulture) : null, last);
        }
        catch (EventsGoneException gone)
        {
            throw new ProblemException(GoneEvents.OfPages(gone, isNewestFirst: true));
        }

        async IAsyncEnumerable<(long, IReadOnlyList<AuditEntry>)> StretchAsync(long from, long to)
        {
            await foreach (var record in HistoryRecords.ReadRawAsync(caller.Api, from, to, reading))
            {
                if (IsAsked(record, request) && record.ReadAsked() is { Length: > 0 } asked)
                    yield return (record.Sequence, [Entry(record, asked, keys)]);
            }
        }
    }

    private static long? After(AuditRequest request) => request.After is { } after ? Pages.Number(after, "after") : null;

    private static bool IsAsked(in StreamRecord record, AuditRequest request) =>
        (request.Actor is null || record.Actor == request.Actor)
        && (request.From is not { } from || record.At >= from.Value)
        && (request.To is not { } to || record.At < to.Value);

    private static AuditEntry Entry(in StreamRecord record, string asked, Dictionary<int, ApiKey> keys)
    {
        var hasEffect = record.Code == 0;
        return new(
            record.Sequence,
            new(record.At),
            record.Actor,
            keys.GetValueOrDefault(record.Actor)?.Id,
            keys.GetValueOrDefault(record.Actor)?.Label,
            asked,
            RulesDifference.Read(record.ReadChanges()),
            hasEffect ? null : record.Code,
            hasEffect ? null : RefusalKinds.Of(record.Code).Name,
            record.Created == 0 ? null : record.Created.ToString(CultureInfo.InvariantCulture)
        );
    }
}
