using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Plimsoll.Cli;

/// <summary>The help of a command: what the parser knows, then examples and what the exit codes mean.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private const int MostWidth = 120;
    private const int LeastWidth = 60;
    private readonly HelpAction _standard;
    private readonly string _more;

    private CommandHelp(HelpAction standard, string more) => (_standard, _more) = (standard, more);

    /// <summary>As wide as the terminal, within what is read with ease; so, too, in a file.</summary>
    private static int Width => Console.IsOutputRedirected ? MostWidth : Math.Clamp(Console.WindowWidth, LeastWidth, MostWidth);

    /// <summary>Breaks the lines of the root's help between words.</summary>
    public static void Wrap(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            ((HelpAction)help.Action!).MaxWidth = Width;
        }
    }

    /// <summary>Who asks for help need not have got the rest right.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command this help instead of the standard one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="more">Examples and exit codes, with a line end at the end.</param>
    public static void Attach(Command command, string more)
    {
        var help = new HelpOption();
        var standard = (HelpAction)help.Action!;
        standard.MaxWidth = Width;
        help.Action = new CommandHelp(standard, more);
        command.Options.Add(help);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = _standard.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(_more);
        return code;
    }
}
