using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Plimsoll.Cli;

/// <summary>The help of a command: what the parser knows, then examples and what the exit codes mean.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _standard;
    private readonly string _more;

    private CommandHelp(HelpAction standard, string more) => (_standard, _more) = (standard, more);

    /// <summary>Who asks for help need not have got the rest right.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command this help instead of the standard one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="more">Examples and exit codes, with a line end at the end.</param>
    public static void Attach(Command command, string more)
    {
        var help = new HelpOption();
        help.Action = new CommandHelp((HelpAction)help.Action!, more);
        command.Options.Add(help);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = _standard.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(_more);
        return code;
    }
}
