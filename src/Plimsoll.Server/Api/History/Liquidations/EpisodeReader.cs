using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>Goes through the records of an episode.</summary>
internal static class EpisodeReader
{
    /// <summary>How far an end is looked for.</summary>
    public const long MostRecords = 1_000_000;

    /// <summary>Records from one on, until there are no more or the end was seen.</summary>
    /// <param name="api">Where they are.</param>
    /// <param name="from">The first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="reading">How they are read.</param>
    public static IAsyncEnumerable<RecordView> RecordsAsync(VenueApi api, long from, long most, HistoryReading reading)
    {
        var first = Math.Max(from, api.Host.Events.FirstSequence);
        return HistoryRecords.ReadAsync(api, first, Math.Min(api.Host.Events.LastSequence, first + most - 1), reading);
    }

    /// <summary>The place of the end of an account's liquidation in a record; −1 when it is not there.</summary>
    public static int EndIn(RecordView record, AccountId unit, int from)
    {
        for (var i = from; i < record.Events.Count; i++)
        {
            if (record.Events[i].Kind == EventKind.LiquidationEnded && record.Events[i].As<LiquidationEnded>().Account == unit)
                return i;
        }

        return -1;
    }

    /// <summary>The place of the beginning of a liquidation of an account or its isolated positions; −1 when it is not there.</summary>
    public static int StartIn(RecordView record, AccountId account, EventNames names, int from = 0)
    {
        for (var i = from; i < record.Events.Count; i++)
        {
            if (
                record.Events[i].Kind == EventKind.LiquidationStarted
                && names.Owners.Belongs(record.Events[i].As<LiquidationStarted>().Account, account)
            )
                return i;
        }

        return -1;
    }
}
