using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Values;

namespace Plimsoll.Server.Demo;

/// <summary>Some hundred traders with leverage, so that a crash has somebody to meet.</summary>
internal static class DemoCrowd
{
    private const int Traders = 200;
    private const string Owner = "demo-crowd";

    /// <summary>Opens them at the present prices, unless they are there.</summary>
    public static async Task OpenAsync(VenueHost host, Func<int, decimal> priceOf)
    {
        if (host.Names.TryFindOwner(Owner, out _))
            return;

        for (var i = 0; i < Traders; i++)
        {
            await DemoListing.DoAsync(host, HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), Name(i), Owner));
            _ = host.Names.TryFindAccount(Name(i), out var account);
            // Golden-ratio steps spread size, leverage and side evenly without any chance.
            var (size, leverage, side) = (Spread(i, 0.618034), Spread(i, 0.754878), Spread(i, 0.569840) < 0.65 ? 1 : -1);
            var equity = Math.Round(2_000 * (decimal)Math.Pow(50, size));
            var coin = i % DemoListing.Coins.Count;
            var notional = equity * (decimal)(2 + (18 * leverage * leverage));
            var quantity = (long)(notional / priceOf(coin) * 1_000);
            await DemoListing.DoAsync(
                host,
                HostEntry.Of(new DepositCollateral(default, account, new(0), new((Int128)(equity * 1_000_000))))
            );
            var limit = new Price((long)(priceOf(coin) * 100 * (1 + (side * 0.02m))));
            // One that asks for more than its margin carries stays without a position.
            await host.SubmitAsync(
                HostEntry.Of(new PlaceOrder(default, account, new((ushort)coin), new(side * Math.Max(1, quantity)), limit, false, 0))
            );
        }
    }

    private static string Name(int number) => $"demo-trader-{number + 1:D3}";

    private static double Spread(int number, double step) => (number + 1) * step % 1;
}
