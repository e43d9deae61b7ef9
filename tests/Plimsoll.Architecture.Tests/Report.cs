namespace Plimsoll.Architecture.Tests;

/// <summary>Fails a test with every offender on a line of its own, so that one run shows all there is to mend.</summary>
internal static class Report
{
    public static void Empty(IEnumerable<string> offenders, string rule)
    {
        string[] found = [.. offenders];

        if (found.Length > 0)
            Assert.Fail($"{rule}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", found)}");
    }
}
