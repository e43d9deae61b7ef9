using Plimsoll.Collateral;
using Plimsoll.Engine.Snapshots.Schemes;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Snapshots;

/// <summary>Parameters as bytes and back.</summary>
internal static class ParametersCodec
{
    public static void Write(StateWriter writer, object parameters)
    {
        switch (parameters)
        {
            case VenueParameters venue:
                writer.Write((byte)1);
                Write(writer, venue);
                break;
            case AssetParameters asset:
                writer.Write((byte)2);
                Write(writer, asset);
                break;
            case IndexParameters index:
                writer.Write((byte)3);
                Write(writer, index);
                break;
            case InstrumentParameters instrument:
                writer.Write((byte)4);
                Write(writer, instrument);
                break;
            case PortfolioScheme scheme:
                writer.Write((byte)5);
                SchemeCodec.Write(writer, scheme);
                break;
            default:
                throw new InvariantViolationException("Unknown parameters.");
        }
    }

    public static object Read(ref StateReader reader) =>
        reader.ReadByte() switch
        {
            1 => ReadVenue(ref reader),
            2 => ReadAsset(ref reader),
            3 => ReadIndex(ref reader),
            4 => ReadInstrument(ref reader),
            5 => SchemeCodec.Read(ref reader),
            var kind => throw new SnapshotException($"Parameters of kind {kind} are not known."),
        };

    private static void Write(StateWriter writer, VenueParameters venue)
    {
        writer.Write(venue.Numeraire.Value);
        writer.Write(venue.MarginCallMultiple.Nano);
        writer.Write(venue.LiquidationTarget.Nano);
        writer.Write(venue.LiquidatesAtLine);
        writer.Write(venue.LiquidationOrderTimeout.Nanoseconds);
        writer.Write(venue.PauseLongest.Nanoseconds);
        writer.Write(venue.PauseGrace.Nanoseconds);
        writer.Write(venue.WithdrawableProfit.Nano);
        writer.Write(venue.TradesKept);
    }

    private static VenueParameters ReadVenue(ref StateReader reader) =>
        new()
        {
            Numeraire = new(reader.ReadByte()),
            MarginCallMultiple = new(reader.ReadInt64()),
            LiquidationTarget = new(reader.ReadInt64()),
            LiquidatesAtLine = reader.ReadBool(),
            LiquidationOrderTimeout = new(reader.ReadInt64()),
            PauseLongest = new(reader.ReadInt64()),
            PauseGrace = new(reader.ReadInt64()),
            WithdrawableProfit = new(reader.ReadInt64()),
            TradesKept = reader.ReadInt32(),
        };

    private static void Write(StateWriter writer, AssetParameters asset)
    {
        writer.Write(asset.Id.Value);
        writer.Write(asset.Symbol);
        writer.Write(asset.Decimals);
        writer.Write(asset.Index is { } index ? index.Value : -1);
        writer.Write(asset.Haircuts.Rungs.Length);
        foreach (ref readonly var rung in asset.Haircuts.Rungs)
        {
            writer.Write(rung.UpTo.Units);
            writer.Write(rung.Haircut.Nano);
        }

        writer.Write(asset.AccountCap.Units);
        writer.Write(asset.VenueCap.Units);
        writer.Write(asset.ConversionDiscount.Nano);
    }

    private static AssetParameters ReadAsset(ref StateReader reader)
    {
        var (id, symbol, decimals, index) = (new AssetId(reader.ReadByte()), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
        var rungs = new HaircutRung[reader.ReadCount(24)];
        for (var i = 0; i < rungs.Length; i++)
        {
            rungs[i] = new(new(reader.ReadInt128()), new(reader.ReadInt64()));
        }

        return new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Index = index < 0 ? null : new IndexId((ushort)index),
            Haircuts = new(rungs),
            AccountCap = new(reader.ReadInt128()),
            VenueCap = new(reader.ReadInt128()),
            ConversionDiscount = new(reader.ReadInt64()),
        };
    }

    private static void Write(StateWriter writer, IndexParameters index)
    {
        writer.Write((int)index.Id.Value);
        writer.Write(index.Symbol);
        writer.Write(index.Decimals);
        writer.Write(index.Sources.Count);
        foreach (var source in index.Sources)
        {
            writer.Write(source.Name);
            writer.Write(source.Weight);
            writer.Write(source.ConvertBy is { } by ? by.Value : -1);
        }

        writer.Write(index.StaleAfter.Nanoseconds);
        writer.Write(index.FrozenWindow.Nanoseconds);
        writer.Write(index.FrozenShare.Nano);
        writer.Write(index.FrozenFloor.Nano);
        writer.Write(index.MaxDeviation.Nano);
        writer.Write(index.ReturnAfter.Nanoseconds);
        writer.Write(index.TwoSourceBound.Nano);
        writer.Write(index.ClampPerMinute.Nano);
        writer.Write(index.WindowBound.Nano);
        writer.Write(index.WindowLookback.Nanoseconds);
        writer.Write(index.WindowLength.Nanoseconds);
        writer.Write(index.NoSourceHold.Nanoseconds);
        writer.Write(index.NoSourceMarginMultiple.Nano);
    }

    private static IndexParameters ReadIndex(ref StateReader reader)
    {
        var (id, symbol, decimals) = (new IndexId((ushort)reader.ReadInt32()), reader.ReadString(), reader.ReadInt32());
        var sources = new IndexSource[reader.ReadCount(12)];
        for (var i = 0; i < sources.Length; i++)
        {
            var (name, weight, by) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            sources[i] = new(name, weight, by < 0 ? null : new IndexId((ushort)by));
        }

        return new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Sources = sources,
            StaleAfter = new(reader.ReadInt64()),
            FrozenWindow = new(reader.ReadInt64()),
            FrozenShare = new(reader.ReadInt64()),
            FrozenFloor = new(reader.ReadInt64()),
            MaxDeviation = new(reader.ReadInt64()),
            ReturnAfter = new(reader.ReadInt64()),
            TwoSourceBound = new(reader.ReadInt64()),
            ClampPerMinute = new(reader.ReadInt64()),
            WindowBound = new(reader.ReadInt64()),
            WindowLookback = new(reader.ReadInt64()),
            WindowLength = new(reader.ReadInt64()),
            NoSourceHold = new(reader.ReadInt64()),
            NoSourceMarginMultiple = new(reader.ReadInt64()),
        };
    }

    private static void Write(StateWriter writer, InstrumentParameters instrument)
    {
        writer.Write((int)instrument.Id.Value);
        writer.Write(instrument.Symbol);
        writer.Write((byte)instrument.Kind);
        writer.Write((byte)instrument.Payoff);
        writer.Write(instrument.BaseAsset.Value);
        writer.Write(instrument.SettlementAsset.Value);
        writer.Write((int)instrument.Underlying.Value);
        writer.Write(instrument.PriceDecimals);
        writer.Write(instrument.QuantityDecimals);
        writer.Write(instrument.Multiplier);
        writer.Write(instrument.MultiplierDecimals);
        writer.Write(instrument.TickSize.Units);
        writer.Write(instrument.LotSize.Units);
        writer.Write(instrument.MaxOrderQuantity.Units);
        ScheduleCodec.Write(writer, instrument.Margin);
        writer.Write(instrument.Fees.Maker.Nano);
        writer.Write(instrument.Fees.Taker.Nano);
        writer.Write(instrument.Fees.Liquidation.Nano);
        writer.Write(instrument.Mark.BasisTimeConstant.Nanoseconds);
        writer.Write(instrument.Mark.BasisClamp.Nano);
        writer.Write(instrument.Mark.LastClamp.Nano);
        writer.Write(instrument.Funding.Interval.Nanoseconds);
        writer.Write(instrument.Funding.Interest.Nano);
        writer.Write(instrument.Funding.Damper.Nano);
        writer.Write(instrument.Funding.Cap.Nano);
        writer.Write(instrument.Expiry.Nanoseconds);
        writer.Write(instrument.DeliveryWindow.Nanoseconds);
        if (instrument.Kind == InstrumentKind.Option)
        {
            writer.Write((byte)instrument.Option!.Right);
            writer.Write(instrument.Option.Strike.Units);
        }
    }

    private static InstrumentParameters ReadInstrument(ref StateReader reader)
    {
        var instrument = ReadAnyInstrument(ref reader);
        return instrument.Kind == InstrumentKind.Option
            ? instrument with
            {
                Option = new((OptionType)reader.ReadByte(), new(reader.ReadInt64())),
            }
            : instrument;
    }

    private static InstrumentParameters ReadAnyInstrument(ref StateReader reader) =>
        new()
        {
            Id = new((ushort)reader.ReadInt32()),
            Symbol = reader.ReadString(),
            Kind = (InstrumentKind)reader.ReadByte(),
            Payoff = (Payoff)reader.ReadByte(),
            BaseAsset = new(reader.ReadByte()),
            SettlementAsset = new(reader.ReadByte()),
            Underlying = new((ushort)reader.ReadInt32()),
            PriceDecimals = reader.ReadInt32(),
            QuantityDecimals = reader.ReadInt32(),
            Multiplier = reader.ReadInt64(),
            MultiplierDecimals = reader.ReadInt32(),
            TickSize = new(reader.ReadInt64()),
            LotSize = new(reader.ReadInt64()),
            MaxOrderQuantity = new(reader.ReadInt64()),
            Margin = ScheduleCodec.Read(ref reader),
            Fees = new(new(reader.ReadInt64()), new(reader.ReadInt64()), new(reader.ReadInt64())),
            Mark = new MarkParameters(new(reader.ReadInt64()), new(reader.ReadInt64()), new(reader.ReadInt64())),
            Funding = new FundingParameters(
                new(reader.ReadInt64()),
                new(reader.ReadInt64()),
                new(reader.ReadInt64()),
                new(reader.ReadInt64())
            ),
            Expiry = new(reader.ReadInt64()),
            DeliveryWindow = new(reader.ReadInt64()),
        };
}
