namespace Plimsoll.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The input or the output is not what it must be.</summary>
    public const int BadData = 1;

    /// <summary>The command line is not what it must be.</summary>
    public const int Usage = 2;

    /// <summary>The replay ended, and what it found is not sound: an account missed, money out of balance.</summary>
    public const int Unsound = 3;

    /// <summary>Stopped by Ctrl-C; the figures so far were printed.</summary>
    public const int Interrupted = 130;
}
