using System.Globalization;
using System.Text;
using Plimsoll.Numerics;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Simulation.Tests.Backtests;

/// <summary>Small price files of random walks, gone when disposed.</summary>
internal sealed class WalkFiles : IDisposable
{
    public const long DayMs = 86_400_000;
    private const long Start = 1_577_836_800_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    /// <summary>Daily closes of coins; those after <paramref name="changedFrom"/> have moved otherwise.</summary>
    public PriceTable Walk(int days, string[] coins, int changedFrom = int.MaxValue, Func<int, bool>? isMissing = null)
    {
        var text = new StringBuilder("ts_ms,venue,symbol,open,high,low,close,volume\n");
        var prices = coins.Select(_ => 100.0).ToArray();
        for (var day = 0; day < days; day++)
        {
            var common = Normal(day, 0, day >= changedFrom);
            for (var coin = 0; coin < coins.Length; coin++)
            {
                var calm = day / 50 % 2 == 0 ? 0.02 : 0.05;
                prices[coin] *= DeterministicMath.Exp(calm * ((0.7 * common) + (0.7 * Normal(day, coin + 1, day >= changedFrom))));
                if (isMissing?.Invoke(day) != true)
                {
                    var price = prices[coin].ToString("0.########", CultureInfo.InvariantCulture);
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{Start + (day * DayMs)},test,{coins[coin]}USD,{price},{price},{price},{price},1\n"
                    );
                }
            }
        }

        return Read(text.ToString());
    }

    public PriceTable Read(string text)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():n}.csv");
        File.WriteAllText(path, text);
        return PriceTable.Read([path]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static double Normal(int day, int stream, bool isChanged) =>
        NormalDistribution.InverseCumulative(Philox4x32.Uniform(Philox4x32.Block((ulong)day, (ulong)stream, isChanged ? 2UL : 1UL).Low));
}
