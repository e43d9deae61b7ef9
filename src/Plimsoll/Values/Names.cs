namespace Plimsoll.Values;

/// <summary>What a name that goes into journals, URLs and files may look like.</summary>
internal static class Names
{
    /// <summary>Whether <paramref name="name"/> has 1 … <paramref name="longest"/> printable ASCII characters, spaces not among them.</summary>
    public static bool IsValid(string? name, int longest)
    {
        if (name is null || name.Length == 0 || name.Length > longest)
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (letter is < '!' or > '~')
            {
                return false;
            }
        }

        return true;
    }
}
