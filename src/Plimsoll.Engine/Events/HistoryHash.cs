using System.Security.Cryptography;
using Plimsoll.Engine.Snapshots;

namespace Plimsoll.Engine.Events;

/// <summary>SHA-256 over all events that ever were, in links: each is the hash of the one before and of the bytes of whole commands after it, some kilobytes of them.</summary>
/// <remarks>
/// Where a link ends is decided by the bytes alone, so that equal histories have equal hashes, whoever asked when. A link for each command would cost a sixth of the engine's time:
/// to begin and end a hash takes three times as long as to hash what a command makes. docs/spec/0025-command-codec.md (CODC-007).
/// </remarks>
internal sealed class HistoryHash
{
    private const int Size = 32;

    /// <summary>A link ends with the command that brings its bytes to so many.</summary>
    private const int LinkBytes = 8 * 1024;

    private readonly byte[] _hash = new byte[Size];
    private byte[] _bytes = new byte[Size + (2 * LinkBytes)];
    private int _length = Size;
    private bool _isHashed = true;

    /// <summary>The hash after everything that was added; zeros before anything was.</summary>
    public ReadOnlySpan<byte> Value
    {
        get
        {
            if (!_isHashed)
            {
                SHA256.HashData(_bytes.AsSpan(0, _length), _hash);
                _isHashed = true;
            }

            return _hash;
        }
    }

    /// <summary>Adds the events of one command.</summary>
    public void Add(ReadOnlySpan<byte> events)
    {
        if (events.IsEmpty)
        {
            return;
        }

        if (_length + events.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + events.Length));
        }

        events.CopyTo(_bytes.AsSpan(_length));
        _length += events.Length;
        _isHashed = false;
        if (_length - Size >= LinkBytes)
        {
            Value.CopyTo(_bytes);
            _length = Size;
        }
    }

    /// <summary>Writes what it takes to go on from here.</summary>
    public void Write(StateWriter writer)
    {
        writer.WriteBytes(_bytes.AsSpan(0, Size));
        writer.Write(_length - Size);
        writer.WriteBytes(_bytes.AsSpan(Size, _length - Size));
    }

    /// <summary>Goes on from what was written.</summary>
    /// <exception cref="SnapshotException">More bytes than a link ever has.</exception>
    public static HistoryHash Read(ref StateReader reader)
    {
        var history = new HistoryHash();
        reader.ReadBytes(Size).CopyTo(history._bytes);
        history._bytes.AsSpan(0, Size).CopyTo(history._hash);
        var pending = reader.ReadInt32();
        if (pending is < 0 or >= LinkBytes)
        {
            throw new SnapshotException($"The hash of events waits for 0 to {LinkBytes - 1} bytes; found {pending}.");
        }

        reader.ReadBytes(pending).CopyTo(history._bytes.AsSpan(Size));
        (history._length, history._isHashed) = (Size + pending, pending == 0);
        return history;
    }
}
