using System.CommandLine;

// The commands are added here, one each in its own file.
var root = new RootCommand("Plimsoll, a real-time margin engine.");
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
