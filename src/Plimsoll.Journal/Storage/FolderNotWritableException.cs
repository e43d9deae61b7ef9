namespace Plimsoll.Journal.Storage;

/// <summary>A folder cannot be made or written.</summary>
public sealed class FolderNotWritableException : IOException
{
    /// <summary>Says why not, and what to do.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cause">What the system said.</param>
    public FolderNotWritableException(string folder, Exception cause)
        : base(
            $"{folder} cannot be made or written: {cause?.Message} Give the user that runs this the right to write it, mount its file system for writing, or name another folder. A journal there can be looked at as it is: {JournalAdvice.Verify(folder)}.",
            cause
        ) { }

    /// <summary>Says nothing.</summary>
    public FolderNotWritableException() { }

    /// <summary>Says what.</summary>
    public FolderNotWritableException(string message)
        : base(message) { }
}
