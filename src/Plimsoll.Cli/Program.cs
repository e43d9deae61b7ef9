namespace Plimsoll.Cli;

/// <summary>Where the process begins. Written out: the platform would make a class of top-level statements public.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var interrupted = new Interruption();
        return await CommandLine.RunAsync(args, Console.Out, Console.Error, interrupted.Token).ConfigureAwait(false);
    }
}
