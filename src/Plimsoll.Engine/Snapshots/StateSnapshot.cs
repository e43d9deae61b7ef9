using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Views;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.Snapshots;

/// <summary>The whole economic state in one canonical form: written for snapshots and for the state hash alike, so that the hash misses nothing.</summary>
internal static class StateSnapshot
{
    public static void Write(StateWriter writer, EngineState state)
    {
        ParametersCodec.Write(writer, state.Venue);
        writer.Write(state.ParametersVersion);
        writer.Write(state.Now.Nanoseconds);
        writer.Write(state.Tick.Nanoseconds);
        writer.Write(state.Elapsed.Nanoseconds);
        writer.Write(state.IsPaused);
        writer.Write(state.PausedUntil.Nanoseconds);
        writer.Write(state.GraceUntil.Nanoseconds);
        writer.Write(state.NextTicket);
        writer.Write(state.NextOrder);
        WriteAll(writer, state.Indices, WriteIndex);
        writer.Write(state.Market.AssetCount);
        for (byte i = 0; i < state.Market.AssetCount; i++)
        {
            ParametersCodec.Write(writer, state.Market.Asset(new(i)).Asset);
        }

        WriteAll(writer, state.Instruments, WriteInstrument);
        WriteAll(writer, state.Schemes, ParametersCodec.Write);
        WriteAll(writer, state.Accounts, WriteAccount);
        WriteAll(writer, [.. state.Orders.Values.OrderBy(order => order.Id.Value)], WriteOrder);
        WriteAll(writer, [.. state.Trades.InOrder], WriteTrade);
        WriteAll(writer, [.. state.Schedule.Values], WriteChange);
    }

    public static EngineState Read(ref StateReader reader)
    {
        var state = new EngineState
        {
            Venue = (VenueParameters)ParametersCodec.Read(ref reader),
            ParametersVersion = reader.ReadInt32(),
            Now = new(reader.ReadInt64()),
            Tick = new(reader.ReadInt64()),
            Elapsed = new(reader.ReadInt64()),
            IsPaused = reader.ReadBool(),
            PausedUntil = new(reader.ReadInt64()),
            GraceUntil = new(reader.ReadInt64()),
            NextTicket = reader.ReadInt32(),
            NextOrder = reader.ReadInt64(),
        };
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            state.Indices.Add(ReadIndex(ref reader));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            state.RestoreAsset((Plimsoll.Collateral.AssetParameters)ParametersCodec.Read(ref reader));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            ReadInstrument(ref reader, state);
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            state.Schemes.Add((Plimsoll.Margin.Portfolio.PortfolioScheme)ParametersCodec.Read(ref reader));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            ReadAccount(ref reader, state);
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            state.RestoreOrder(ReadOrder(ref reader));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            state.Trades.Add(reader.ReadRaw<TradeRecorded>(), reader.ReadBool(), int.MaxValue);
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var change = new ScheduledChange(reader.ReadInt32(), new(reader.ReadInt64()), ParametersCodec.Read(ref reader));
            state.Schedule.Add(change.Ticket, change);
        }

        return state;
    }

    private static void WriteAll<T>(StateWriter writer, IReadOnlyCollection<T> items, Action<StateWriter, T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    private static void WriteIndex(StateWriter writer, IndexRow index)
    {
        ParametersCodec.Write(writer, index.Parameters);
        writer.Write(index.MaxPrice.Units);
        writer.Write(index.Price.Units);
        writer.Write(index.LiveSources);
        writer.Write(index.OlderMark.Units);
        writer.Write(index.NewerMark.Units);
        writer.Write(index.NewerMarkAt.Nanoseconds);
        writer.Write(index.WindowUntil.Nanoseconds);
        writer.Write(index.WindowReference.Units);
        writer.Write(index.IsWindowArmed);
        writer.Write(index.CalmSince.Nanoseconds);
        writer.Write(index.HasNoSource);
        writer.Write(index.NoSourceUntil.Nanoseconds);
        writer.Write(index.Surface.At.Nanoseconds);
        writer.Write(index.Surface.IndexPrice.Units);
        WriteAll(writer, [.. index.Surface.Slices], WriteSlice);
        foreach (var source in index.Sources)
        {
            writer.Write(source.Bid.Units);
            writer.Write(source.Ask.Units);
            writer.Write(source.QuotedAt.Nanoseconds);
            writer.Write(source.FirstQuotedAt.Nanoseconds);
            writer.Write((byte)source.State);
            writer.Write(source.GoodSince.Nanoseconds);
            for (var slot = 0; slot < SourceRow.Slots; slot++)
            {
                writer.Write(source.SlotNumber[slot]);
                writer.Write(source.High[slot]);
                writer.Write(source.Low[slot]);
            }
        }
    }

    private static void WriteSlice(StateWriter writer, SurfaceSlice slice) => writer.WriteRaw(slice);

    private static IndexRow ReadIndex(ref StateReader reader)
    {
        var index = new IndexRow((Plimsoll.Marking.IndexParameters)ParametersCodec.Read(ref reader), new(reader.ReadInt64()))
        {
            Price = new(reader.ReadInt64()),
            LiveSources = reader.ReadByte(),
            OlderMark = new(reader.ReadInt64()),
            NewerMark = new(reader.ReadInt64()),
            NewerMarkAt = new(reader.ReadInt64()),
            WindowUntil = new(reader.ReadInt64()),
            WindowReference = new(reader.ReadInt64()),
            IsWindowArmed = reader.ReadBool(),
            CalmSince = new(reader.ReadInt64()),
            HasNoSource = reader.ReadBool(),
            NoSourceUntil = new(reader.ReadInt64()),
        };
        var (at, indexPrice) = (new Timestamp(reader.ReadInt64()), new Price(reader.ReadInt64()));
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            index.Surface.Set(reader.ReadRaw<SurfaceSlice>(), indexPrice, at);
        }

        foreach (var source in index.Sources)
        {
            source.Bid = new(reader.ReadInt64());
            source.Ask = new(reader.ReadInt64());
            source.QuotedAt = new(reader.ReadInt64());
            source.FirstQuotedAt = new(reader.ReadInt64());
            source.State = (SourceState)reader.ReadByte();
            source.GoodSince = new(reader.ReadInt64());
            for (var slot = 0; slot < SourceRow.Slots; slot++)
            {
                source.SlotNumber[slot] = reader.ReadInt64();
                source.High[slot] = reader.ReadInt64();
                source.Low[slot] = reader.ReadInt64();
            }
        }

        return index;
    }

    private static void WriteInstrument(StateWriter writer, InstrumentRow instrument)
    {
        ParametersCodec.Write(writer, instrument.Parameters);
        writer.Write((byte)instrument.Trading);
        writer.Write(instrument.Bid.Units);
        writer.Write(instrument.Ask.Units);
        writer.Write(instrument.Last.Units);
        writer.Write(instrument.Mark.Units);
        writer.Write(instrument.SmoothedBasis);
        writer.Write(instrument.Premium.Nano);
        writer.Write(instrument.PremiumSum);
        writer.Write(instrument.PremiumTime);
        writer.Write(instrument.FundingRate.Nano);
        writer.Write(instrument.NextFunding.Nanoseconds);
        writer.Write(instrument.DeliverySum);
        writer.Write(instrument.DeliveryTime);
        writer.Write(instrument.Override.Price.Units);
        writer.Write(instrument.Override.Until.Nanoseconds);
        writer.Write(instrument.Override.Proposer);
        writer.Write(instrument.Override.Approver);
    }

    private static void ReadInstrument(ref StateReader reader, EngineState state)
    {
        var parameters = (InstrumentParameters)ParametersCodec.Read(ref reader);
        var contract = new Contract(parameters, state.Market.Asset(parameters.SettlementAsset).Asset.Decimals);
        var row = new InstrumentRow(contract)
        {
            Trading = (TradingState)reader.ReadByte(),
            Bid = new(reader.ReadInt64()),
            Ask = new(reader.ReadInt64()),
            Last = new(reader.ReadInt64()),
            Mark = new(reader.ReadInt64()),
            SmoothedBasis = reader.ReadInt64(),
            Premium = new(reader.ReadInt64()),
            PremiumSum = reader.ReadInt128(),
            PremiumTime = reader.ReadInt64(),
            FundingRate = new(reader.ReadInt64()),
            NextFunding = new(reader.ReadInt64()),
            DeliverySum = reader.ReadInt128(),
            DeliveryTime = reader.ReadInt64(),
            Override = new(new(reader.ReadInt64()), new(reader.ReadInt64()), reader.ReadInt32(), reader.ReadInt32()),
        };
        state.RestoreInstrument(row);
    }

    private static void WriteAccount(StateWriter writer, AccountRow account)
    {
        writer.Write(account.Owner);
        writer.Write((byte)account.Kind);
        writer.Write(account.Parent.Value);
        writer.Write((int)account.Instrument.Value);
        writer.Write(account.FundAsset.Value);
        writer.Write((byte)account.Status);
        writer.Write((int)account.Scheme.Value);
        writer.Write((byte)account.Condition);
        writer.Write((byte)account.Hold);
        writer.Write(account.HoldUntil.Nanoseconds);
        writer.Write(account.IsLiquidationOrderRecalled);
        writer.Write(account.HasBookRefused);
        writer.Write(account.HasClosed);
        WriteAll(writer, account.Isolated, WriteLink);
        // Lines that hold nothing are working memory, not state.
        WriteAll(writer, [.. account.Balances.ToArray().Where(line => !line.Amount.IsZero)], WriteBalance);
        WriteAll(
            writer,
            [.. account.Positions.ToArray().Where(line => line != new PositionLine(line.Instrument, default, default))],
            WritePosition
        );
    }

    private static void ReadAccount(ref StateReader reader, EngineState state)
    {
        var (owner, kind, parent) = (reader.ReadInt32(), (AccountKind)reader.ReadByte(), new AccountId(reader.ReadInt32()));
        var account = new AccountRow(new(state.Accounts.Count), owner, kind, parent)
        {
            Instrument = new((ushort)reader.ReadInt32()),
            FundAsset = new(reader.ReadByte()),
            Status = (AccountStatus)reader.ReadByte(),
            Scheme = ReadScheme(ref reader, state),
            Condition = (AccountCondition)reader.ReadByte(),
            Hold = (HoldReason)reader.ReadByte(),
            HoldUntil = new(reader.ReadInt64()),
            IsLiquidationOrderRecalled = reader.ReadBool(),
            HasBookRefused = reader.ReadBool(),
            HasClosed = reader.ReadBool(),
        };
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            account.Isolated.Add(new(new((ushort)reader.ReadInt32()), new(reader.ReadInt32()), (MarginMode)reader.ReadByte()));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            account.Credit(new(reader.ReadByte()), new(reader.ReadInt128()));
        }

        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var line = ReadPosition(ref reader);
            account.Set(line);
            account.Touch(state.Instrument(line.Instrument).Parameters.SettlementAsset);
        }

        state.RestoreAccount(account);
    }

    private static SchemeId ReadScheme(ref StateReader reader, EngineState state)
    {
        var scheme = reader.ReadInt32();
        return scheme >= 0 && scheme <= state.Schemes.Count
            ? new((ushort)scheme)
            : throw new SnapshotException($"Scheme {scheme} of an account is not listed.");
    }

    private static void WriteLink(StateWriter writer, IsolatedLink link)
    {
        writer.Write((int)link.Instrument.Value);
        writer.Write(link.Account.Value);
        writer.Write((byte)link.Mode);
    }

    private static void WriteBalance(StateWriter writer, BalanceLine line)
    {
        writer.Write(line.Asset.Value);
        writer.Write(line.Amount.Units);
    }

    private static void WritePosition(StateWriter writer, PositionLine line)
    {
        writer.Write((int)line.Instrument.Value);
        writer.Write(line.Quantity.Units);
        writer.Write(line.Cost.Units);
        writer.Write(line.Leverage.Hundredths);
        writer.Write(line.OpenBuy.Units);
        writer.Write(line.OpenSell.Units);
    }

    private static PositionLine ReadPosition(ref StateReader reader) =>
        new(
            new((ushort)reader.ReadInt32()),
            new(reader.ReadInt64()),
            new(reader.ReadInt128()),
            new(reader.ReadInt32()),
            new(reader.ReadInt64()),
            new(reader.ReadInt64())
        );

    private static void WriteOrder(StateWriter writer, OrderRow order)
    {
        writer.Write(order.Id.Value);
        writer.Write(order.Account.Value);
        writer.Write((int)order.Instrument.Value);
        writer.Write(order.Remaining.Units);
        writer.Write(order.Limit.Units);
        writer.Write(order.IsReduceOnly);
        writer.Write(order.IsLiquidation);
        writer.Write(order.ClientOrderId);
        writer.Write(order.Deadline.Nanoseconds);
    }

    private static OrderRow ReadOrder(ref StateReader reader) =>
        new(
            new(reader.ReadInt64()),
            new(reader.ReadInt32()),
            new((ushort)reader.ReadInt32()),
            new(reader.ReadInt64()),
            new(reader.ReadInt64()),
            reader.ReadBool(),
            reader.ReadBool(),
            reader.ReadInt64(),
            new(reader.ReadInt64())
        );

    private static void WriteTrade(StateWriter writer, (TradeRecorded Trade, bool IsBusted) entry)
    {
        writer.WriteRaw(entry.Trade);
        writer.Write(entry.IsBusted);
    }

    private static void WriteChange(StateWriter writer, ScheduledChange change)
    {
        writer.Write(change.Ticket);
        writer.Write(change.EffectiveAt.Nanoseconds);
        ParametersCodec.Write(writer, change.Parameters);
    }
}
