using Plimsoll.Engine.Snapshots;
using Plimsoll.Engine.Snapshots.Schemes;
using Plimsoll.Instruments;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands.Codec;

/// <summary>Commands as bytes, for journals and wires. Format 1; docs/spec/0025-command-codec.md.</summary>
/// <remarks>
/// Kind, time, fields; little-endian, without padding. The same command always gives the same bytes. Not for several threads at once. Does not allocate once its buffer
/// has grown, but for commands that list or change parameters.
/// </remarks>
public sealed class CommandEncoder
{
    /// <summary>The format that is written, the only one that <see cref="CommandDecoder"/> reads so far.</summary>
    public const int Format = 1;

    private readonly StateWriter _writer = new();

    /// <summary>The bytes of a command; they stay until the next is encoded.</summary>
    /// <exception cref="CommandFormatException">Parameters that no command could carry, as an option without its strike.</exception>
    public ReadOnlySpan<byte> Encode(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _writer.Clear();
        Write(command);
        return _writer.Written;
    }

    /// <summary>Clears what differs when the same request is sent again: the time, and the number that a listing asks for, which is the next one free.</summary>
    /// <param name="command">The bytes of a command, which then are those of none.</param>
    /// <returns>How many of the bytes count: the number of a scheme is written in digits, which are taken out.</returns>
    public static int ClearWhatIsAssigned(Span<byte> command)
    {
        const int TimeAt = sizeof(CommandKind);
        const int NumberAt = TimeAt + sizeof(long) + 1; // behind the kind of the parameters
        command.Slice(TimeAt, sizeof(long)).Clear();
        var number = (CommandKind)command[0] switch
        {
            CommandKind.ListAsset => sizeof(byte),
            CommandKind.ListIndex or CommandKind.ListInstrument => sizeof(int),
            _ => 0,
        };
        if (number > 0)
            command.Slice(NumberAt, number).Clear();

        return (CommandKind)command[0] == CommandKind.ListScheme
            ? NumberAt + SchemeCodec.TakeNumberOut(command[NumberAt..])
            : command.Length;
    }

    private void Write(Command command)
    {
        // The most frequent first.
        switch (command)
        {
            case SubmitQuotes c:
                Begin(CommandKind.SubmitQuotes, c);
                Write(c);
                break;
            case PlaceOrder c:
                Begin(CommandKind.PlaceOrder, c);
                _writer.Write(c.Account.Value);
                Write(c.Instrument);
                _writer.Write(c.Quantity.Units);
                _writer.Write(c.LimitPrice.Units);
                _writer.Write(c.IsReduceOnly);
                _writer.Write(c.ClientOrderId);
                break;
            case CancelOrder c:
                Begin(CommandKind.CancelOrder, c);
                _writer.Write(c.Order.Value);
                break;
            case AmendOrder c:
                Begin(CommandKind.AmendOrder, c);
                _writer.Write(c.Order.Value);
                _writer.Write(c.Quantity.Units);
                _writer.Write(c.LimitPrice.Units);
                break;
            case RecordTrades c:
                Begin(CommandKind.RecordTrades, c);
                Write(c);
                break;
            default:
                if (!TryWriteMoney(command) && !TryWriteAccount(command) && !TryWriteTrade(command) && !TryWriteInstrument(command))
                {
                    WriteParameters(command);
                }

                break;
        }
    }

    private bool TryWriteMoney(Command command)
    {
        switch (command)
        {
            case DepositCollateral c:
                Begin(CommandKind.DepositCollateral, c);
                _writer.Write(c.Account.Value);
                Write(c.Asset, c.Amount);
                return true;
            case WithdrawCollateral c:
                Begin(CommandKind.WithdrawCollateral, c);
                _writer.Write(c.Account.Value);
                Write(c.Asset, c.Amount);
                return true;
            case TransferCollateral c:
                Begin(CommandKind.TransferCollateral, c);
                _writer.Write(c.From.Value);
                _writer.Write(c.To.Value);
                Write(c.Asset, c.Amount);
                return true;
            case MoveIsolatedMargin c:
                Begin(CommandKind.MoveIsolatedMargin, c);
                _writer.Write(c.Account.Value);
                Write(c.Instrument);
                _writer.Write(c.Amount.Units);
                return true;
            case FundInsurance c:
                Begin(CommandKind.FundInsurance, c);
                Write(c.Asset, c.Amount);
                return true;
            default:
                return false;
        }
    }

    private bool TryWriteAccount(Command command)
    {
        switch (command)
        {
            case OpenAccount c:
                Begin(CommandKind.OpenAccount, c);
                _writer.Write(c.Owner);
                _writer.Write((byte)c.Kind);
                return true;
            case SetAccountStatus c:
                Begin(CommandKind.SetAccountStatus, c);
                _writer.Write(c.Account.Value);
                _writer.Write((byte)c.Status);
                return true;
            case SetMarginMode c:
                Begin(CommandKind.SetMarginMode, c);
                _writer.Write(c.Account.Value);
                Write(c.Instrument);
                _writer.Write((byte)c.Mode);
                _writer.Write(c.Leverage.Hundredths);
                return true;
            case SetLeverage c:
                Begin(CommandKind.SetLeverage, c);
                _writer.Write(c.Account.Value);
                Write(c.Instrument);
                _writer.Write(c.Leverage.Hundredths);
                return true;
            case SetScheme c:
                Begin(CommandKind.SetScheme, c);
                _writer.Write(c.Account.Value);
                _writer.Write((int)c.Scheme.Value);
                return true;
            default:
                return false;
        }
    }

    private bool TryWriteTrade(Command command)
    {
        switch (command)
        {
            case AdvanceTime c:
                Begin(CommandKind.AdvanceTime, c);
                return true;
            case ReportOrderDone c:
                Begin(CommandKind.ReportOrderDone, c);
                _writer.Write(c.Order.Value);
                return true;
            case BustTrade c:
                Begin(CommandKind.BustTrade, c);
                _writer.Write(c.TradeId);
                return true;
            case CorrectTrade c:
                Begin(CommandKind.CorrectTrade, c);
                _writer.Write(c.TradeId);
                _writer.Write(c.CorrectedTradeId);
                _writer.Write(c.Quantity.Units);
                _writer.Write(c.Price.Units);
                return true;
            case PauseVenue c:
                Begin(CommandKind.PauseVenue, c);
                return true;
            case ResumeVenue c:
                Begin(CommandKind.ResumeVenue, c);
                return true;
            default:
                return false;
        }
    }

    private bool TryWriteInstrument(Command command)
    {
        switch (command)
        {
            case SettleFunding c:
                Begin(CommandKind.SettleFunding, c);
                Write(c.Instrument);
                return true;
            case SetSurface c:
                Begin(CommandKind.SetSurface, c);
                Write(c);
                return true;
            case ProposeMarkOverride c:
                Begin(CommandKind.ProposeMarkOverride, c);
                Write(c.Instrument);
                _writer.Write(c.Price.Units);
                _writer.Write(c.Until.Nanoseconds);
                _writer.Write(c.Key);
                return true;
            case ApproveMarkOverride c:
                var isNamed = c.Price != default;
                Begin(isNamed ? CommandKind.ApproveNamedMark : CommandKind.ApproveMarkOverride, c);
                Write(c.Instrument);
                _writer.Write(c.Key);
                if (isNamed)
                {
                    _writer.Write(c.Price.Units);
                    _writer.Write(c.Until.Nanoseconds);
                }

                return true;
            case EndMarkOverride c:
                Begin(CommandKind.EndMarkOverride, c);
                Write(c.Instrument);
                _writer.Write(c.Key);
                return true;
            case WithdrawChange c:
                Begin(CommandKind.WithdrawChange, c);
                _writer.Write(c.Ticket);
                return true;
            case HaltInstrument c:
                Begin(CommandKind.HaltInstrument, c);
                Write(c.Instrument);
                return true;
            case ResumeInstrument c:
                Begin(CommandKind.ResumeInstrument, c);
                Write(c.Instrument);
                return true;
            case DelistInstrument c:
                Begin(CommandKind.DelistInstrument, c);
                Write(c.Instrument);
                return true;
            case ExpireInstrument c:
                Begin(CommandKind.ExpireInstrument, c);
                Write(c.Instrument);
                return true;
            default:
                return false;
        }
    }

    private void WriteParameters(Command command)
    {
        var (kind, parameters, effectiveAt) = command switch
        {
            ListAsset c => (CommandKind.ListAsset, (object)c.Parameters, (Timestamp?)null),
            ListIndex c => (CommandKind.ListIndex, c.Parameters, null),
            ListInstrument c => (CommandKind.ListInstrument, c.Parameters, null),
            ListScheme c => (CommandKind.ListScheme, c.Parameters, null),
            ChangeVenue c => (CommandKind.ChangeVenue, c.Parameters, c.EffectiveAt),
            ChangeAsset c => (CommandKind.ChangeAsset, c.Parameters, c.EffectiveAt),
            ChangeIndex c => (CommandKind.ChangeIndex, c.Parameters, c.EffectiveAt),
            ChangeInstrument c => (CommandKind.ChangeInstrument, c.Parameters, c.EffectiveAt),
            ChangeScheme c => (CommandKind.ChangeScheme, c.Parameters, c.EffectiveAt),
            _ => throw new InvariantViolationException($"{command.GetType().Name} has no form of bytes."),
        };
        if (FirstMissing(parameters) is { } missing)
        {
            throw new CommandFormatException($"{kind} cannot be written: {missing}.");
        }

        Begin(kind, command);
        ParametersCodec.Write(_writer, parameters);
        if (effectiveAt is { } at)
        {
            _writer.Write(at.Nanoseconds);
        }
    }

    /// <summary>What parameters lack to have a form of bytes; null when nothing.</summary>
    private static string? FirstMissing(object parameters) =>
        parameters switch
        {
            InstrumentParameters { Kind: InstrumentKind.Option, Option: null } => "an option without right and strike",
            PortfolioScheme scheme => SchemeCodec.FirstUnfit(scheme),
            _ => null,
        };

    private void Write(SubmitQuotes command)
    {
        _writer.Write(command.IndexQuotes.Length);
        foreach (ref readonly var quote in command.IndexQuotes.Span)
        {
            _writer.Write((int)quote.Index.Value);
            _writer.Write(quote.Source);
            _writer.Write(quote.Bid.Units);
            _writer.Write(quote.Ask.Units);
        }

        _writer.Write(command.BookQuotes.Length);
        foreach (ref readonly var quote in command.BookQuotes.Span)
        {
            Write(quote.Instrument);
            _writer.Write(quote.Bid.Units);
            _writer.Write(quote.Ask.Units);
            _writer.Write(quote.Last.Units);
        }
    }

    private void Write(RecordTrades command)
    {
        _writer.Write(command.Legs.Length);
        foreach (ref readonly var leg in command.Legs.Span)
        {
            _writer.Write(leg.TradeId);
            Write(leg.Instrument);
            _writer.Write(leg.Quantity.Units);
            _writer.Write(leg.Price.Units);
            _writer.Write(leg.Taker.Value);
            _writer.Write(leg.TakerOrder.Value);
            _writer.Write(leg.Maker.Value);
            _writer.Write(leg.MakerOrder.Value);
        }
    }

    private void Write(SetSurface command)
    {
        _writer.Write((int)command.Index.Value);
        _writer.Write(command.Slices.Length);
        foreach (ref readonly var slice in command.Slices.Span)
        {
            _writer.Write(slice.Expiry.Nanoseconds);
            _writer.Write(slice.ForwardUnits);
            _writer.Write(slice.Smile.A);
            _writer.Write(slice.Smile.B);
            _writer.Write(slice.Smile.Rho);
            _writer.Write(slice.Smile.M);
            _writer.Write(slice.Smile.Sigma);
        }
    }

    private void Begin(CommandKind kind, Command command)
    {
        _writer.Write((byte)kind);
        _writer.Write(command.At.Nanoseconds);
    }

    private void Write(InstrumentId instrument) => _writer.Write((int)instrument.Value);

    private void Write(AssetId asset, Money amount)
    {
        _writer.Write(asset.Value);
        _writer.Write(amount.Units);
    }
}
