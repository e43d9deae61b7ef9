using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>How many triggers one command may take, how many certificates it may try to make, and how long who lost one waits for the next.</summary>
/// <param name="LeastTaken">Triggers, however few accounts there are.</param>
/// <param name="TakenShare">One more for each so many accounts without a row in the columns.</param>
/// <param name="LeastMade">Certificates, however few accounts there are.</param>
/// <param name="MadeShare">One more for each so many accounts without a row.</param>
internal readonly record struct CertificateLimits(int LeastTaken, int TakenShare, int LeastMade, int MadeShare)
{
    /// <summary>The most accounts that are swept at a price, as long as they are no more than a thousandth: each is decided exactly, and with a million accounts a thousandth took as long as all else.</summary>
    private const int MostSwept = 64;

    private const int SweepShare = 1_000;

    /// <summary>Everybody is swept once in ten seconds of the venue's time where prices come often: at a hundred thousand prices a second more of it took two fifths of the engine.</summary>
    private static readonly Duration SweepPeriod = Duration.FromSeconds(10);
    private const int WrittenShare = 12;

    /// <summary>What was measured to keep the worst tick near one scan: docs/benchmarks.md, "Tick checks".</summary>
    public static CertificateLimits Usual { get; } = new(64, 16, 64, 32);

    /// <summary>One trigger more for each so many accounts that have a row.</summary>
    /// <remarks>
    /// A jump of one coin by a percent passes the triggers of a good part of its holders, and void ones of accounts that have left before. With one for 1,024 and for 256
    /// nearly every tick, or half of them, at 100,000 accounts was a scan, since what one jump had left was not made good before the next; with one for 64, one in thirty, and ticks took two thirds of the time.
    /// </remarks>
    public int TakenRowShare { get; init; } = 64;

    /// <summary>And one certificate more.</summary>
    /// <remarks>A certificate takes as long as a thousand rows in a scan: more than this, and making them after a jump would cost more than the scan that it spares.</remarks>
    public int MadeRowShare { get; init; } = 2_048;

    /// <summary>Rows that are written, however few accounts there are.</summary>
    public int LeastWritten { get; init; } = 512;

    /// <summary>A certificate costs some eight decisions: of who is decided at each scan, one that lasts no longer is not worth it.</summary>
    public int Rest { get; init; } = 8;

    /// <summary>The same of who is held against a row at each scan, which costs so much less.</summary>
    /// <remarks>Between 256 and 4,096 the mean tick at 100,000 accounts differed by a tenth, least in the middle: what is saved on certificates is spent on scanning rows.</remarks>
    public int WarmRest { get; init; } = 1_024;

    /// <summary>The most triggers that a command may take at a venue of so many accounts without a row, and with one.</summary>
    public int Taken(int outside, int rows) => LeastTaken + (outside / TakenShare) + (rows / Math.Max(TakenShare, TakenRowShare));

    /// <summary>The most certificates that it may try to make.</summary>
    public int Made(int outside, int rows) => LeastMade + (outside / MadeShare) + (rows / Math.Max(MadeShare, MadeRowShare));

    /// <summary>How many accounts that are held against their rows it asks whether they should get a certificate again.</summary>
    public int Visited(int warm) => LeastMade + (warm / 256);

    /// <summary>How many accounts it asks whether their row should be written anew, when headroom was renewed.</summary>
    public int Rewritten(int rows) => 256 + (rows / 256);

    /// <summary>How many rows it writes, of accounts that changed or whose row's headroom a price has left; who has to wait is decided at each price until then.</summary>
    /// <remarks>
    /// A row takes as long to write as one and a half decisions. Who was not decided leaves time for it. After a change of rules all are written: with a twelfth of them at each price, on top of the scan that such a change is anyway,
    /// the price takes a fifth more than the scan, and after some eight prices all have theirs; with an eighth, a third more.
    /// </remarks>
    /// <param name="accounts">Accounts of the venue if a price moved in the command, or none: then it must not wait for a share of everybody.</param>
    /// <param name="examined">How many of them were decided in it.</param>
    public int Written(int accounts, long examined) =>
        LeastWritten + (accounts / WrittenShare) + (int)(Math.Max(0, accounts - examined) / 2);

    /// <summary>How many accounts are swept at a price: one at least, and as many as the time since the latest asks for.</summary>
    /// <param name="accounts">Of the venue.</param>
    /// <param name="elapsed">Since the latest sweep.</param>
    public int Swept(int accounts, Duration elapsed)
    {
        var due = elapsed < SweepPeriod ? (Int128)accounts * elapsed.Nanoseconds / SweepPeriod.Nanoseconds : accounts;
        var most = Math.Min(MostSwept, accounts / SweepShare);
        return Math.Min(accounts, 1 + (int)Int128.Min(due, most));
    }
}
