using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands.Codec;

/// <summary>Commands from the bytes of a <see cref="CommandEncoder"/>; docs/spec/0025-command-codec.md.</summary>
/// <remarks>Any bytes may be given: what is no command, or has bytes left over, is refused, and no more is set aside than the bytes could fill.</remarks>
public static class CommandDecoder
{
    private const int IndexQuoteSize = 4 + 1 + 8 + 8;
    private const int BookQuoteSize = 4 + 8 + 8 + 8;
    private const int LegSize = 8 + 4 + 8 + 8 + 4 + 8 + 4 + 8;
    private const int SliceSize = 7 * 8;

    /// <summary>The command.</summary>
    /// <exception cref="CommandFormatException">No command of this format.</exception>
    public static Command Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        Command command;
        try
        {
            command = Read(ref reader);
        }
        catch (Exception cause)
            when (cause is SnapshotException or ArgumentException or OverflowException or FormatException or NotSupportedException)
        {
            throw new CommandFormatException($"Expected a command of format {CommandEncoder.Format}: {cause.Message}", cause);
        }

        return reader.IsAtEnd
            ? command
            : throw new CommandFormatException($"Expected the end after {command.GetType().Name}; found more bytes.");
    }

    private static Command Read(ref StateReader reader)
    {
        var kind = (CommandKind)reader.ReadByte();
        var at = new Timestamp(reader.ReadInt64());
        return kind switch
        {
            CommandKind.SubmitQuotes => new SubmitQuotes(at, IndexQuotes(ref reader), BookQuotes(ref reader)),
            CommandKind.PlaceOrder => new PlaceOrder(
                at,
                Account(ref reader),
                Instrument(ref reader),
                new(reader.ReadInt64()),
                new(reader.ReadInt64()),
                reader.ReadBool(),
                reader.ReadInt64()
            ),
            CommandKind.AmendOrder => new AmendOrder(at, Order(ref reader), new(reader.ReadInt64()), new(reader.ReadInt64())),
            CommandKind.CancelOrder => new CancelOrder(at, Order(ref reader)),
            CommandKind.RecordTrades => new RecordTrades(at, Legs(ref reader)),
            CommandKind.AdvanceTime => new AdvanceTime(at),
            CommandKind.ReportOrderDone => new ReportOrderDone(at, Order(ref reader)),
            CommandKind.BustTrade => new BustTrade(at, reader.ReadInt64()),
            CommandKind.CorrectTrade => new CorrectTrade(
                at,
                reader.ReadInt64(),
                reader.ReadInt64(),
                new(reader.ReadInt64()),
                new(reader.ReadInt64())
            ),
            CommandKind.ApproveNamedMark => NamedMark(at, ref reader),
            CommandKind.WithdrawChange => new WithdrawChange(at, reader.ReadInt32()),
            CommandKind.PauseVenue => new PauseVenue(at),
            CommandKind.ResumeVenue => new ResumeVenue(at),
            >= CommandKind.DepositCollateral and <= CommandKind.FundInsurance => ReadMoney(kind, at, ref reader),
            >= CommandKind.OpenAccount and <= CommandKind.SetScheme => ReadAccount(kind, at, ref reader),
            >= CommandKind.SettleFunding and <= CommandKind.ExpireInstrument => ReadInstrument(kind, at, ref reader),
            >= CommandKind.ListAsset and <= CommandKind.ChangeScheme => ReadParameters(kind, at, ref reader),
            _ => throw new CommandFormatException($"Command kind {(byte)kind} is not known."),
        };
    }

    private static ApproveMarkOverride NamedMark(Timestamp at, ref StateReader reader)
    {
        var approval = new ApproveMarkOverride(
            at,
            Instrument(ref reader),
            reader.ReadInt32(),
            new(reader.ReadInt64()),
            new(reader.ReadInt64())
        );
        // It would have another form.
        return approval.Price != default ? approval : throw new CommandFormatException("An approval that names a mark names zero.");
    }

    private static Command ReadMoney(CommandKind kind, Timestamp at, ref StateReader reader) =>
        kind switch
        {
            CommandKind.DepositCollateral => new DepositCollateral(at, Account(ref reader), Asset(ref reader), Amount(ref reader)),
            CommandKind.WithdrawCollateral => new WithdrawCollateral(at, Account(ref reader), Asset(ref reader), Amount(ref reader)),
            CommandKind.TransferCollateral => new TransferCollateral(
                at,
                Account(ref reader),
                Account(ref reader),
                Asset(ref reader),
                Amount(ref reader)
            ),
            CommandKind.MoveIsolatedMargin => new MoveIsolatedMargin(at, Account(ref reader), Instrument(ref reader), Amount(ref reader)),
            _ => new FundInsurance(at, Asset(ref reader), Amount(ref reader)),
        };

    private static Command ReadAccount(CommandKind kind, Timestamp at, ref StateReader reader) =>
        kind switch
        {
            CommandKind.OpenAccount => new OpenAccount(at, reader.ReadInt32(), (AccountKind)reader.ReadByte()),
            CommandKind.SetAccountStatus => new SetAccountStatus(at, Account(ref reader), (AccountStatus)reader.ReadByte()),
            CommandKind.SetMarginMode => new SetMarginMode(
                at,
                Account(ref reader),
                Instrument(ref reader),
                (MarginMode)reader.ReadByte(),
                new(reader.ReadInt32())
            ),
            CommandKind.SetLeverage => new SetLeverage(at, Account(ref reader), Instrument(ref reader), new(reader.ReadInt32())),
            _ => new SetScheme(at, Account(ref reader), new(Small(ref reader))),
        };

    private static Command ReadInstrument(CommandKind kind, Timestamp at, ref StateReader reader) =>
        kind switch
        {
            CommandKind.SettleFunding => new SettleFunding(at, Instrument(ref reader)),
            CommandKind.SetSurface => new SetSurface(at, Index(ref reader), Slices(ref reader)),
            CommandKind.ProposeMarkOverride => new ProposeMarkOverride(
                at,
                Instrument(ref reader),
                new(reader.ReadInt64()),
                new(reader.ReadInt64()),
                reader.ReadInt32()
            ),
            CommandKind.ApproveMarkOverride => new ApproveMarkOverride(at, Instrument(ref reader), reader.ReadInt32()),
            CommandKind.EndMarkOverride => new EndMarkOverride(at, Instrument(ref reader), reader.ReadInt32()),
            CommandKind.HaltInstrument => new HaltInstrument(at, Instrument(ref reader)),
            CommandKind.ResumeInstrument => new ResumeInstrument(at, Instrument(ref reader)),
            CommandKind.DelistInstrument => new DelistInstrument(at, Instrument(ref reader)),
            _ => new ExpireInstrument(at, Instrument(ref reader)),
        };

    private static Command ReadParameters(CommandKind kind, Timestamp at, ref StateReader reader)
    {
        var parameters = ParametersCodec.Read(ref reader);
        if (kind <= CommandKind.ListScheme)
        {
            return (kind, parameters) switch
            {
                (CommandKind.ListAsset, AssetParameters asset) => new ListAsset(at, asset),
                (CommandKind.ListIndex, IndexParameters index) => new ListIndex(at, index),
                (CommandKind.ListInstrument, InstrumentParameters instrument) => new ListInstrument(at, instrument),
                (CommandKind.ListScheme, PortfolioScheme scheme) => new ListScheme(at, scheme),
                _ => throw Other(kind, parameters),
            };
        }

        var effectiveAt = new Timestamp(reader.ReadInt64());
        return (kind, parameters) switch
        {
            (CommandKind.ChangeVenue, VenueParameters venue) => new ChangeVenue(at, venue, effectiveAt),
            (CommandKind.ChangeAsset, AssetParameters asset) => new ChangeAsset(at, asset, effectiveAt),
            (CommandKind.ChangeIndex, IndexParameters index) => new ChangeIndex(at, index, effectiveAt),
            (CommandKind.ChangeInstrument, InstrumentParameters instrument) => new ChangeInstrument(at, instrument, effectiveAt),
            (CommandKind.ChangeScheme, PortfolioScheme scheme) => new ChangeScheme(at, scheme, effectiveAt),
            _ => throw Other(kind, parameters),
        };
    }

    private static CommandFormatException Other(CommandKind kind, object parameters) =>
        new($"{kind} does not go with {parameters.GetType().Name}.");

    private static IndexQuote[] IndexQuotes(ref StateReader reader)
    {
        var quotes = new IndexQuote[reader.ReadCount(IndexQuoteSize)];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new(Index(ref reader), reader.ReadByte(), new(reader.ReadInt64()), new(reader.ReadInt64()));
        }

        return quotes;
    }

    private static BookQuote[] BookQuotes(ref StateReader reader)
    {
        var quotes = new BookQuote[reader.ReadCount(BookQuoteSize)];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = new(Instrument(ref reader), new(reader.ReadInt64()), new(reader.ReadInt64()), new(reader.ReadInt64()));
        }

        return quotes;
    }

    private static TradeLeg[] Legs(ref StateReader reader)
    {
        var legs = new TradeLeg[reader.ReadCount(LegSize)];
        for (var i = 0; i < legs.Length; i++)
        {
            legs[i] = new(
                reader.ReadInt64(),
                Instrument(ref reader),
                new(reader.ReadInt64()),
                new(reader.ReadInt64()),
                Account(ref reader),
                Order(ref reader),
                Account(ref reader),
                Order(ref reader)
            );
        }

        return legs;
    }

    private static SurfaceSlice[] Slices(ref StateReader reader)
    {
        var slices = new SurfaceSlice[reader.ReadCount(SliceSize)];
        for (var i = 0; i < slices.Length; i++)
        {
            slices[i] = new(
                new(reader.ReadInt64()),
                reader.ReadInt64(),
                new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64())
            );
        }

        return slices;
    }

    private static AccountId Account(ref StateReader reader) => new(reader.ReadInt32());

    private static AssetId Asset(ref StateReader reader) => new(reader.ReadByte());

    private static OrderId Order(ref StateReader reader) => new(reader.ReadInt64());

    private static Money Amount(ref StateReader reader) => new(reader.ReadInt128());

    private static InstrumentId Instrument(ref StateReader reader) => new(Small(ref reader));

    private static IndexId Index(ref StateReader reader) => new(Small(ref reader));

    private static ushort Small(ref StateReader reader)
    {
        var value = reader.ReadInt32();
        return value is >= 0 and <= ushort.MaxValue ? (ushort)value : throw new CommandFormatException($"Number {value} is out of range.");
    }
}
