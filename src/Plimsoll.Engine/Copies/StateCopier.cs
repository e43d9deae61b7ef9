using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Copies;

/// <summary>Copies markets, and the accounts that are asked for, into a state of their own: what happens to it happens to nobody.</summary>
internal static class StateCopier
{
    /// <summary>The markets without anybody.</summary>
    public static EngineState Markets(EngineState from)
    {
        var copy = new EngineState
        {
            Venue = from.Venue,
            // Copied whole: adding one instrument after the other would copy all of them for each.
            Market = from.Market.Copy(),
            ParametersVersion = from.ParametersVersion,
            Now = from.Now,
            Tick = from.Tick,
            Elapsed = from.Elapsed,
        };
        foreach (var index in from.Indices)
        {
            copy.Indices.Add(Copy(index));
        }

        foreach (var instrument in from.Instruments)
        {
            copy.Instruments.Add(Copy(instrument));
        }

        copy.Schemes.AddRange(from.Schemes);
        return copy;
    }

    /// <summary>One account under another number, with its open orders; none of what is isolated from it.</summary>
    public static AccountRow Account(EngineState from, AccountRow account, EngineState into)
    {
        var id = new AccountId(into.Accounts.Count);
        var row = new AccountRow(id, account.Owner, account.Kind, id)
        {
            Instrument = account.Instrument,
            FundAsset = account.FundAsset,
            Status = account.Status,
            Scheme = account.Scheme,
            Condition = account.Condition,
        };
        foreach (ref readonly var line in account.Balances)
        {
            row.Credit(line.Asset, line.Amount);
        }

        foreach (ref readonly var line in account.Positions)
        {
            row.Set(line);
        }

        // Not restored: what it holds is in the open interest already.
        into.Accounts.Add(row);
        into.NotHealthy[(int)row.Condition]++;
        foreach (var order in account.Orders)
        {
            into.Orders[order] = from.Orders[order] with { Account = id };
            row.Orders.Add(order);
        }

        return row;
    }

    private static IndexRow Copy(IndexRow index)
    {
        var copy = new IndexRow(index.Parameters, index.MaxPrice)
        {
            Price = index.Price,
            LiveSources = index.LiveSources,
            HasNoSource = index.HasNoSource,
            NoSourceUntil = index.NoSourceUntil,
        };
        for (var i = 0; i < index.Sources.Length; i++)
        {
            copy.Sources[i].State = index.Sources[i].State;
        }

        foreach (var slice in index.Surface.Slices)
        {
            copy.Surface.Set(slice, index.Surface.IndexPrice, index.Surface.At);
        }

        return copy;
    }

    private static InstrumentRow Copy(InstrumentRow instrument)
    {
        var row = new InstrumentRow(instrument.Contract)
        {
            Trading = instrument.Trading,
            MaxPosition = instrument.MaxPosition,
            Mark = instrument.Mark,
            NextFunding = instrument.NextFunding,
            FundingRate = instrument.FundingRate,
        };
        row.CountInterest(default, new((long)Int128.Min(instrument.OpenInterest, long.MaxValue)));
        return row;
    }
}
