using Plimsoll.Load.InProcess;
using Plimsoll.Load.Servers;
using Plimsoll.Values;

namespace Plimsoll.Load.Load;

/// <summary>A real server over a prepared venue, and a key for it.</summary>
internal sealed class LoadedServer : IDisposable
{
    public const int Users = 2_000;

    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["PLIMSOLL__LIMITS__COMMANDS_PER_SECOND"] = "1000000",
    };

    private readonly ServerProcess _process;

    private LoadedServer(ServerProcess process, string folder) => (_process, Folder) = (process, folder);

    public string Folder { get; }

    public string Key { get; private set; } = "";

    public int Port => _process.Address.Port;

    public CompilerThread Compiler => new(_process.Id);

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public static async Task<LoadedServer> StartAsync(string program, string folder, Action<IDisposable> keep)
    {
        Directory.CreateDirectory(folder);
        var now = new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
        PreparedVenue.Make(folder, new CommandMix(Users, 0, now));
        var process = new ServerProcess(program, folder, Settings, "--demo-prices", "none");
        var server = new LoadedServer(process, folder);
        keep(process);
        try
        {
            await process.StartAsync();
            using (var api = new ApiClient(process.Address, process.AdminKey!))
            {
                server.Key = await api.MakeKeyAsync();
            }

            await server.QuoteAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Fresh prices, since those that are five minutes old do not count.</summary>
    public async Task QuoteAsync()
    {
        using var api = new ApiClient(_process.Address, Key);
        var quotes = Enumerable
            .Range(0, 30)
            .Select(i => $$"""{"index":"C{{i / 3}}/USD","source":"{{"abc"[i % 3]}}","bid":"10000.00","ask":"10000.00"}""");
        await api.PostAsync("quotes", $$"""{"indices":[{{string.Join(',', quotes)}}]}""");
    }

    public void Dispose() => _process.Dispose();
}
