using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Rules, assets, indices and accounts of a random world.</summary>
internal sealed class WorldSetup(World world)
{
    public const int Usd = 0;
    public const int Btc = 1;
    public const int Usdc = 2;
    public const int Eth = 3;

    public const int UsdcIndex = 0;
    public const int BtcIndex = 1;
    public const int EthIndex = 2;

    private readonly SplitMix _dice = world.Dice;

    public static VenueParameters Venue(SplitMix dice) =>
        new()
        {
            Numeraire = new(Usd),
            MarginCallMultiple = Rate.FromPercent(dice.Between(105, 150)),
            LiquidationTarget = Rate.FromPercent(dice.Between(101, 125)),
            LiquidatesAtLine = dice.Chance(30),
            LiquidationOrderTimeout = Duration.FromSeconds(dice.Between(5, 60)),
            PauseLongest = Duration.FromSeconds(dice.Between(60, 600)),
            PauseGrace = Duration.FromSeconds(dice.Between(10, 300)),
            WithdrawableProfit = dice.Chance(30) ? Rate.FromPercent(dice.Between(1, 100)) : Rate.Zero,
            TradesKept = dice.Chance(30) ? 20 : 100_000,
        };

    /// <summary>Everything that is listed, in the order it must be.</summary>
    public IEnumerable<Func<Command>> Listings()
    {
        yield return () => new ListAsset(world.At, Numeraire());
        yield return () => new ListIndex(world.At, Index(UsdcIndex, "USDC/USD", 6, convertible: false));
        yield return () => new ListIndex(world.At, Index(BtcIndex, "BTC/USD", 2, convertible: true));
        yield return () => new ListIndex(world.At, Index(EthIndex, "ETH/USD", 2, convertible: true));
        yield return () => new ListAsset(world.At, Asset(Btc, "BTC", 8, BtcIndex, 10));
        yield return () => new ListAsset(world.At, Asset(Usdc, "USDC", 6, UsdcIndex, 100_000));
        if (_dice.Chance(60))
            yield return () => new ListAsset(world.At, Asset(Eth, "ETH", _dice.Chance(50) ? 18 : 9, EthIndex, 200));

        var instruments = new WorldInstruments(world);
        for (var i = 0; i < WorldInstruments.Count; i++)
        {
            var id = i;
            yield return () => new ListInstrument(world.At, instruments.Listing(id));
        }

        for (var i = _dice.Below(3); i > 0; i--)
            yield return new WorldSchemes(world).List;
    }

    /// <summary>Some users are margined as a whole from the beginning.</summary>
    public IEnumerable<Func<Command>> Choices()
    {
        if (world.State.Schemes.Count == 0)
            yield break;

        foreach (var user in world.Users.Where(_ => _dice.Chance(40)))
            yield return () => new WorldSchemes(world).Choose(user, (int)_dice.Between(1, world.State.Schemes.Count));
    }

    public IEnumerable<Func<Command>> Accounts()
    {
        var users = _dice.Between(5, 15);
        var makers = _dice.Between(1, 2);
        for (var i = 0; i < users; i++)
            yield return () => new OpenAccount(world.At, _dice.Below(4), AccountKind.User);

        for (var i = 0; i < makers; i++)
            yield return () => new OpenAccount(world.At, _dice.Below(4), AccountKind.MarketMaker);
    }

    /// <summary>First money: users little, makers much or little, funds much, little or none.</summary>
    public IEnumerable<Func<Command>> Money()
    {
        foreach (var account in world.Traders)
        {
            var most = account.Kind == AccountKind.MarketMaker && _dice.Chance(70) ? 10_000_000 : 20_000;
            for (var i = _dice.Between(1, 3); i > 0; i--)
                yield return () => Deposit(account.Id, _dice.Below(world.State.Assets.Count), most);
        }

        foreach (var fund in world.State.Accounts.Where(account => account.Kind == AccountKind.InsuranceFund).ToList())
        {
            var most = new[] { 0, 500, 5_000, 1_000_000 }[_dice.Below(4)];
            if (most > 0)
                yield return () =>
                    new FundInsurance(world.At, new((byte)fund.FundAsset!.Value), World.Money(world.Amount(fund.FundAsset.Value, most)));
        }
    }

    private DepositCollateral Deposit(int account, int asset, int most) =>
        new(world.At, new(account), new((byte)asset), World.Money(world.Amount(asset, _dice.Between(10, most))));

    private AssetParameters Numeraire() =>
        new()
        {
            Id = new(Usd),
            Symbol = "USD",
            Decimals = 6,
            VenueCap = _dice.Chance(20) ? World.Money(BigInteger.Pow(10, 12)) : AssetLimits.MaxAmount,
        };

    private AssetParameters Asset(int id, string symbol, int decimals, int index, int whole)
    {
        var unit = BigInteger.Pow(10, decimals);
        return new()
        {
            Id = new((byte)id),
            Symbol = symbol,
            Decimals = decimals,
            Index = new((ushort)index),
            Haircuts = _dice.Chance(70) ? Ladder(whole * unit) : HaircutLadder.Uniform(Haircut.FromPercent(_dice.Below(20))),
            AccountCap = _dice.Chance(20) ? World.Money(whole * unit) : AssetLimits.MaxAmount,
            VenueCap = _dice.Chance(20) ? World.Money(100 * whole * unit) : AssetLimits.MaxAmount,
            ConversionDiscount = new(_dice.Between(0, 50) * 1_000_000),
        };
    }

    private HaircutLadder Ladder(BigInteger amount)
    {
        var first = _dice.Below(10);
        var second = first + _dice.Below(20);
        return new([
            new(World.Money(_dice.PerMille(amount, 10, 200)), Haircut.FromPercent(first)),
            new(World.Money(_dice.PerMille(amount, 300, 2_000)), Haircut.FromPercent(second)),
            new(World.Money(amount * 10), Haircut.FromPercent(second + _dice.Below(30))),
        ]);
    }

    private IndexParameters Index(int id, string symbol, int decimals, bool convertible)
    {
        var sources = Enumerable
            .Range(0, (int)_dice.Between(1, 4))
            .Select(place => new IndexSource(
                $"venue{place}:{symbol}",
                (int)_dice.Between(1, _dice.Chance(20) ? 9 : 3),
                Conversion(convertible, place)
            ))
            .ToList();
        return new()
        {
            Id = new((ushort)id),
            Symbol = symbol,
            Decimals = decimals,
            Sources = sources,
            StaleAfter = Duration.FromSeconds(_dice.Between(30, 300)),
            FrozenWindow = Duration.FromSeconds(8 * _dice.Between(5, 30)),
            FrozenShare = Rate.FromPercent(_dice.Chance(20) ? 0 : _dice.Between(2, 20)),
            FrozenFloor = Rate.FromBasisPoints(_dice.Between(5, 100)),
            MaxDeviation = Rate.FromPercent(_dice.Between(2, 6)),
            ReturnAfter = Duration.FromSeconds(_dice.Between(0, 90)),
            TwoSourceBound = Rate.FromPercent(_dice.Between(1, 5)),
            ClampPerMinute = Rate.FromPercent(_dice.Between(1, 20)),
            WindowBound = Rate.FromPercent(_dice.Between(2, 8)),
            WindowLookback = Duration.FromSeconds(_dice.Between(20, 90)),
            WindowLength = Duration.FromSeconds(_dice.Between(30, 300)),
            NoSourceHold = Duration.FromSeconds(_dice.Between(30, 600)),
            NoSourceMarginMultiple = Rate.FromPercent(_dice.Between(100, 300)),
        };
    }

    private IndexId? Conversion(bool convertible, int place) =>
        convertible && place > 0 && _dice.Chance(40) ? new IndexId(UsdcIndex) : null;
}
