using System.Text;
using Plimsoll.Journal.Storage;

namespace Plimsoll.Journal.Segments;

/// <summary>Shows that a journal is being restored: while it is there, no start takes the journal for whole, and what was put aside since then is still looked through.</summary>
/// <remarks>File <c>restore.begun</c>: the names of what had been put aside before, a line each, and a last line <c>end</c>.</remarks>
internal static class BegunRestore
{
    public const string Name = "restore.begun";
    private const string End = "end";

    /// <summary>What had been put aside before it began; null when none is under way.</summary>
    public static IReadOnlySet<string>? Read(IJournalStorage storage)
    {
        if (!IsThere(storage))
            return null;

        using var file = storage.Open(Name, isWritable: false);
        var bytes = new byte[file.Length];
        string[] lines = Encoding.UTF8.GetString(bytes, 0, file.Read(0, bytes)).Split('\n');
        // One that never became whole was broken off before it changed anything.
        return lines is [.., End, ""] ? lines[..^2].ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>Begins one; durable when this returns.</summary>
    /// <param name="storage">Where.</param>
    /// <param name="apart">What is put aside already.</param>
    public static void Write(IJournalStorage storage, IEnumerable<string> apart)
    {
        if (IsThere(storage))
            storage.Delete(Name);

        using (var file = storage.Create(Name))
        {
            file.Write(0, Encoding.UTF8.GetBytes(string.Concat(apart.Append(End).Select(line => line + "\n"))));
            file.Sync();
        }

        storage.Sync();
    }

    public static bool IsThere(IJournalStorage storage) => storage.List().Contains(Name, StringComparer.Ordinal);

    public static JournalCorruptedException Damage(string place) =>
        new(place, Name, 0, "a restore was begun here and did not come to its end: it has to be asked for once more.");
}
