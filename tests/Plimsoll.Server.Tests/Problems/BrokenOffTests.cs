using System.Net.Sockets;
using System.Text;

namespace Plimsoll.Server.Tests.Problems;

/// <summary>Clients that are gone in the middle of a request.</summary>
public sealed class BrokenOffTests
{
    [Theory, Trait("Criterion", "SECU-056")]
    [InlineData("Content-Length: 100\r\n\r\n{\"acc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"acc\r\n")]
    public async Task One_that_is_cut_off_in_its_body_leaves_no_error_in_the_log(string rest)
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new TcpClient { LingerState = new(enable: true, seconds: 0) };
        await client.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        var head = "POST /read HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + rest), TestContext.Current.CancellationToken);
        await UntilAsync(server, "Executing endpoint");

        client.Close(); // without lingering: a reset
        await UntilAsync(server, "Request finished");

        Assert.DoesNotContain(server.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static async Task UntilAsync(RunningServer server, string said)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!server.Log.Lines.Any(line => line.Contains(said, StringComparison.Ordinal)))
        {
            await timer.WaitForNextTickAsync(soon.Token);
        }
    }
}
