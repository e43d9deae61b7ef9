using Plimsoll.Cli;

using var interrupted = new Interruption();
return await CommandLine.RunAsync(args, Console.Out, Console.Error, interrupted.Token).ConfigureAwait(false);
