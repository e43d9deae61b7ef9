using System.Security.Cryptography;
using System.Text;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Server.Security;

/// <summary>Seals the secrets of signing keys (AES-256-GCM, bound to the key's id), so that neither the journal nor a copy of it can sign.</summary>
public sealed class SecretVault : IDisposable
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly AesGcm _cipher;
    private readonly Lock _turn = new(); // the cipher is for one thread at a time

    /// <summary>With a key of 32 bytes.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public SecretVault(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException($"A sealing key has {KeyBytes} bytes; this one has {key.Length}.", nameof(key));
        }

        _cipher = new(key, TagBytes);
    }

    /// <summary>Opens the file of the sealing key, or makes it, readable by its owner alone.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static SecretVault OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            Make(path);
        }

        var text = File.ReadAllText(path).Trim();
        if (text.Length != 2 * KeyBytes || !text.All(char.IsAsciiHexDigit))
        {
            throw new InvalidDataException(
                $"{path} is to hold a sealing key: {2 * KeyBytes} hexadecimal digits. Restore it from its copy; without it signing keys cannot be checked and have to be made anew."
            );
        }

        return new(Convert.FromHexString(text));
    }

    /// <summary>Seals a secret. Each call gives other bytes.</summary>
    public byte[] Seal(string id, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = Encoding.UTF8.GetBytes(secret.Reveal());
        var whole = new byte[NonceBytes + text.Length + TagBytes];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        lock (_turn)
        {
            _cipher.Encrypt(
                nonce,
                text,
                whole.AsSpan(NonceBytes, text.Length),
                whole.AsSpan(NonceBytes + text.Length),
                Encoding.UTF8.GetBytes(id)
            );
        }

        return whole;
    }

    /// <summary>Opens what was sealed for that key; null when it was not sealed by this vault for it.</summary>
    public Secret? Open(string id, ReadOnlySpan<byte> whole)
    {
        if (whole.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var text = new byte[whole.Length - NonceBytes - TagBytes];
        try
        {
            lock (_turn)
            {
                _cipher.Decrypt(whole[..NonceBytes], whole[NonceBytes..^TagBytes], whole[^TagBytes..], text, Encoding.UTF8.GetBytes(id));
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return new(Encoding.UTF8.GetString(text));
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    private static void Make(string path)
    {
        StoredFolder.Make(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Durable before a secret is sealed with it: without it none can be opened again.
        OwnFile.Write(path, RandomNumberGenerator.GetHexString(2 * KeyBytes, lowercase: true), overwrite: false);
    }
}
