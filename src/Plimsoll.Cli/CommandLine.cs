using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.Cli.Backtests;
using Plimsoll.Cli.Conformance;
using Plimsoll.Cli.Feeds;
using Plimsoll.Cli.Journal;
using Plimsoll.Cli.Margin;
using Plimsoll.Cli.Replay;
using Plimsoll.Cli.Serve;
using Plimsoll.Cli.Surface;
using Plimsoll.Formats.Shapes;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli;

/// <summary>The <c>plimsoll</c> command: parses, runs, and turns what went wrong into a line and a number.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything else goes.</param>
    /// <param name="cancellation">Stops a running command cleanly.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var root = new RootCommand("Plimsoll, a real-time margin engine.")
        {
            ReplayCommand.Create(),
            BacktestCommand.Create(),
            MovesCommand.Create(),
            MarginCommand.Create(),
            LiquidationPriceCommand.Create(),
            WhatIfCommand.Create(),
            StressCommand.Create(),
            CheapestCureCommand.Create(),
            CompareCommand.Create(),
            ModelsCommand.Create(),
            ModelsCommand.CreateSchema(),
            SurfaceCommand.Create(),
            ConformanceCommand.Create(),
            ServeCommand.Create(),
            ConfigCommand.Create(),
            FeedsCommand.Create(),
            JournalCommand.Create(),
        };
        CommandHelp.Wrap(root);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in Problems(root, parsed))
            {
                await error.WriteLineAsync($"plimsoll: {PrintableText.Of(problem)}").ConfigureAwait(false);
            }

            var command = parsed.CommandResult.Command == root ? "" : $", or plimsoll {NameOf(parsed.CommandResult)} --help";
            await error.WriteLineAsync($"plimsoll: see plimsoll --help{command}").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
    }

    /// <summary>The command's name, after that of the command it belongs to.</summary>
    private static string NameOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent
            ? $"{NameOf(parent)} {result.Command.Name}"
            : result.Command.Name;

    /// <summary>When no command was meant, the parser's several complaints are one, and what there is helps more.</summary>
    private static IEnumerable<string> Problems(RootCommand root, ParseResult parsed)
    {
        if (parsed.CommandResult.Command != root)
        {
            return parsed.Errors.Select(problem => Words(parsed, problem)).Distinct();
        }

        var commands = string.Join(", ", root.Subcommands.Select(command => command.Name));
        var found = string.Join(' ', parsed.UnmatchedTokens);
        var advice = parsed.UnmatchedTokens is [var first, ..]
            ? Nearest.Advice(first, root.Subcommands.Select(command => command.Name))
            : "";
        return [$"expected a command ({commands}); found \"{found}\". {advice}".TrimEnd()];
    }

    /// <summary>A word that the command does not know, and what may have been meant.</summary>
    private static string Unknown(ParseResult parsed, string word)
    {
        var command = parsed.CommandResult.Command;
        var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name).Order(StringComparer.Ordinal).ToArray();
        var name = word.Split('=')[0];
        return word.StartsWith('-')
            ? $"{name}: {command.Name} has no such option; it has: {string.Join(", ", options)}. {Nearest.Advice(name, options)}".TrimEnd()
            : $"{word}: {command.Name} expects no further argument.";
    }

    /// <summary>The parser's own complaints in the form of all others: the option, what was expected, what was found.</summary>
    private static string Words(ParseResult parsed, ParseError problem)
    {
        if (problem.Message.StartsWith("Required argument 'FILE'", StringComparison.Ordinal))
        {
            var files = parsed.CommandResult.Command.Name switch
            {
                "conformance" => "at least one file of vectors",
                "surface" => "at least one file of option chains",
                "check" => "a file of settings, or a venue's file",
                "play" => "a recording",
                _ => "at least one file of prices",
            };
            return $"FILE: expected {files}; found none.";
        }

        if (problem.Message.StartsWith("Required argument 'DIR'", StringComparison.Ordinal))
        {
            return "DIR: expected the folder of a journal; found none.";
        }

        if (parsed.CommandResult.Command.Subcommands is { Count: > 0 } parts)
        {
            var found = parsed.UnmatchedTokens is [var token, ..] ? $"\"{token}\"" : "none";
            var advice = parsed.UnmatchedTokens is [var word, ..] ? Nearest.Advice(word, parts.Select(part => part.Name)) : "";
            return $"{NameOf(parsed.CommandResult)}: expected {string.Join(", ", parts.Select(part => part.Name))}; found {found}. {advice}".TrimEnd();
        }

        if (problem.Message.StartsWith("Required argument 'PORTFOLIO'", StringComparison.Ordinal))
        {
            return "PORTFOLIO: expected a portfolio file; found none.";
        }

        if (problem.Message.StartsWith("Required argument 'WHAT'", StringComparison.Ordinal))
        {
            return "WHAT: expected one of model, portfolio, server, venue; found nothing.";
        }

        if (parsed.UnmatchedTokens.FirstOrDefault(token => problem.Message.Contains($"'{token}'", StringComparison.Ordinal)) is { } unknown)
        {
            return Unknown(parsed, unknown);
        }

        var option = problem.SymbolResult as OptionResult ?? problem.SymbolResult?.Parent as OptionResult;
        if (option is null || problem.Message.StartsWith(option.Option.Name + ":", StringComparison.Ordinal))
        {
            return problem.Message;
        }

        var (name, value) = (option.Option.Name, option.Option.HelpName ?? "no value");
        return option.Tokens.Count switch
        {
            0 => $"{name}: expected {value}; found nothing.",
            1 => $"{name}: expected {value}; found \"{option.Tokens[0].Value}\".",
            _ =>
                $"{name}: expected once; found {option.Tokens.Count} times ({string.Join(", ", option.Tokens.Select(token => token.Value))}).",
        };
    }
}
