namespace Plimsoll.Cli.Tests;

/// <summary>Runs a command line as the shell would.</summary>
internal static class Shell
{
    public const int Success = 0;
    public const int BadData = 1;
    public const int Usage = 2;

    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
