using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Host.Machine;

namespace Plimsoll.Host.Entries;

/// <summary>Entries as the bytes of journal records. Form 1; docs/spec/0027-host.md. One thread at a time; does not allocate once its buffers have grown.</summary>
public sealed class EntryEncoder
{
    /// <summary>The form that is written.</summary>
    public const byte Form = 1;

    /// <summary>The kind of a proposal that says from which rules it was made.</summary>
    internal const byte ProposalWithRules = 8;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly CommandEncoder _commands = new();
    private byte[] _bytes = new byte[1024];
    private byte[] _scratch = new byte[1024];
    private int _length;

    /// <summary>The bytes; they stay until the next is encoded.</summary>
    /// <exception cref="EntryFormatException">A text is too long, there are too many, or the command has no form.</exception>
    public ReadOnlySpan<byte> Encode(in HostEntry entry)
    {
        _length = 0;
        Byte(Form);
        Byte(entry.MadeFrom is null ? (byte)entry.Kind : ProposalWithRules);
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), entry.Actor);
        // No key is written as an empty one: so an empty one would be forgotten by a replay.
        if (entry.IdempotencyKey is { Length: 0 })
            throw new EntryFormatException($"Expected an idempotency key of 1 … {HostEntry.MaxText} bytes, or none; found an empty one.");

        Text(entry.IdempotencyKey ?? "");
        var labels = entry.Labels ?? throw new EntryFormatException("Expected labels, or a list of none; found nothing.");
        if (labels.Count > HostEntry.MaxLabels)
            throw new EntryFormatException($"Expected at most {HostEntry.MaxLabels} labels; found {labels.Count}.");

        Byte((byte)labels.Count);
        for (var i = 0; i < labels.Count; i++)
        {
            Text(labels[i] ?? throw new EntryFormatException($"Expected a text as label {i}; found nothing."));
        }

        _bodyAt = _length;
        switch (entry.Kind)
        {
            case EntryKind.Proposal when entry.MadeFrom is { } rules:
                var made = Bytes(RuleChange.With(entry.Command!, rules) with { At = default });
                BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), made.Length);
                Append(made);
                Append(CommandOf(entry));
                break;
            case EntryKind.Opened or EntryKind.Command or EntryKind.Proposal:
                Append(CommandOf(entry));
                break;
            case EntryKind.LabelledOrder:
                BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), entry.Account.Value);
                Append(CommandOf(entry));
                break;
            case EntryKind.Approval or EntryKind.Withdrawal or EntryKind.Skipped:
                BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), entry.Subject);
                break;
            case EntryKind.Witness or EntryKind.WitnessFormerly or EntryKind.Restored:
                BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), entry.Subject);
                Append(entry.Note.Span);
                break;
            case EntryKind.Note or EntryKind.Started or EntryKind.StartedFormerly:
                Append(entry.Note.Span);
                break;
            default:
                throw new EntryFormatException($"Expected an entry made by a factory method; found kind {entry.Kind}.");
        }

        return _bytes.AsSpan(0, _length);
    }

    /// <summary>SHA-256, shortened, of all bytes but the command's time, the number that a listing gets, and the rules that a proposal was made from: the same request has the same whenever it is sent.</summary>
    internal static UInt128 DigestOf(ReadOnlySpan<byte> bytes, int bodyAt, int commandAt, ref byte[] scratch)
    {
        if (scratch.Length < bytes.Length)
            scratch = new byte[2 * bytes.Length];

        var length = bytes.Length;
        if (commandAt < 0)
        {
            bytes.CopyTo(scratch);
        }
        else
        {
            bytes[..bodyAt].CopyTo(scratch);
            bytes[commandAt..].CopyTo(scratch.AsSpan(bodyAt));
            length -= commandAt - bodyAt;
            length = bodyAt + CommandEncoder.ClearWhatIsAssigned(scratch.AsSpan(bodyAt, length - bodyAt));
            if (scratch[1] == ProposalWithRules)
                scratch[1] = (byte)EntryKind.Proposal;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.AsSpan(0, length), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>The digest of what was encoded last.</summary>
    internal UInt128 Digest(in HostEntry entry) =>
        entry.IsKnownByRequest
            ? RequestOf(entry)
            : DigestOf(
                _bytes.AsSpan(0, _length),
                entry.MadeFrom is null ? _commandAt : _bodyAt,
                entry.Command is null ? -1 : _commandAt,
                ref _scratch
            );

    /// <summary>The digest that an entry brings itself.</summary>
    /// <exception cref="EntryFormatException">Its label is none.</exception>
    internal static UInt128 RequestOf(in HostEntry entry) =>
        UInt128.TryParse(entry.Labels[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var request)
            ? request
            : throw new EntryFormatException("Expected a digest of what was asked as label: 32 hexadecimal digits.");

    private int _bodyAt;
    private int _commandAt;

    private ReadOnlySpan<byte> CommandOf(in HostEntry entry)
    {
        _commandAt = _length;
        return Bytes(entry.Command);
    }

    private ReadOnlySpan<byte> Bytes(Command? command)
    {
        try
        {
            return _commands.Encode(command ?? throw new EntryFormatException("Expected a command; found nothing."));
        }
        catch (Exception cause) when (cause is CommandFormatException or InvariantViolationException)
        {
            throw new EntryFormatException(cause.Message, cause);
        }
    }

    private void Text(string text)
    {
        var size = SizeOf(text);
        if (size > HostEntry.MaxText)
            throw new EntryFormatException($"Expected at most {HostEntry.MaxText} bytes of text; found {size}.");

        Byte((byte)size);
        Encoding.UTF8.GetBytes(text, Take(size));
    }

    /// <summary>Half a character has no bytes: written as another one, it would be another text for whoever reads it.</summary>
    private static int SizeOf(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException cause)
        {
            throw new EntryFormatException("Expected a text of whole characters; found half a one.", cause);
        }
    }

    private void Byte(byte value) => Take(1)[0] = value;

    private void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int size)
    {
        if (_length + size > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));

        _length += size;
        return _bytes.AsSpan(_length - size, size);
    }
}
