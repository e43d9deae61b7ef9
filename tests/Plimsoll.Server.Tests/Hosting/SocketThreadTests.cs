using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Plimsoll.Server.Api;
using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Tests.Api;

namespace Plimsoll.Server.Tests.Hosting;

/// <summary>A thread that tells what came over sockets is held up by nothing that may take long.</summary>
public sealed class SocketThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact, Trait("Criterion", "SOCK-012")]
    public void A_request_over_http_is_answered_by_the_pool()
    {
        using var gate = new ManualResetEventSlim();
        using var served = new ManualResetEventSlim();
        var middleware = new ProblemMiddleware(
            _ =>
            {
                gate.Wait(Patience);
                served.Set();
                return Task.CompletedTask;
            },
            Options.Create(new JsonOptions()),
            NullLogger<ProblemMiddleware>.Instance
        );

        var socket = OnSocketThread(() => _ = middleware.InvokeAsync(new DefaultHttpContext()));

        Assert.True(socket.Join(Patience / 4), "the socket's thread waits for the answer");
        gate.Set();
        Assert.True(served.Wait(Patience));
    }

    [Fact, Trait("Criterion", "SOCK-012")]
    public async Task A_question_over_a_websocket_is_answered_by_the_pool_and_a_command_where_it_arrives()
    {
        await using var world = await ServerWorld.StartAsync();
        var services = SocketEndpoint.ServicesOf(
            world.Server.Services,
            world.Server.Services.GetRequiredService<VenueApi>(),
            SocketTimes.Default
        );
        using var socket = new FedSocket();
        var connection = new SocketConnection(services, socket, null, new(services.Api.Keys.Keys.Single().Id, null, true, "test"));
        var running = connection.RunAsync(TestContext.Current.CancellationToken);
        var placed = OnSocketThread(() => socket.Feed("""{"id":1,"method":"accounts.open","params":{"name":"one"}}"""));
        Assert.True(placed.Join(Patience));
        Assert.Contains("\"id\":1,\"result\"", await socket.Sent(), StringComparison.Ordinal);

        using var gate = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var holder = OnSocketThread(() =>
            world.Server.Host.Read(_ =>
            {
                held.Set();
                return gate.Wait(Patience);
            })
        );
        Assert.True(held.Wait(Patience));
        var asked = OnSocketThread(() => socket.Feed("""{"id":2,"method":"accounts.list","params":{}}"""));

        Assert.True(asked.Join(Patience / 4), "the socket's thread waits for the engine");
        gate.Set();
        Assert.True(holder.Join(Patience));
        Assert.Contains("\"id\":2,\"result\"", await socket.Sent(), StringComparison.Ordinal);
        OnSocketThread(socket.End).Join();
        await running;
        await connection.DisposeAsync();
    }

    private static Thread OnSocketThread(Action does)
    {
        var thread = new Thread(() => does()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
