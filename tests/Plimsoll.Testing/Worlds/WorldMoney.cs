using System.Numerics;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Money that moves in a random world, and the choices accounts make.</summary>
internal sealed class WorldMoney(World world)
{
    private readonly SplitMix _dice = world.Dice;

    public Command Deposit()
    {
        var asset = Asset();
        var amount = World.Money(world.Amount(asset.Value, _dice.Between(1, 5_000)));
        return _dice.Chance(10)
            ? new FundInsurance(world.At, asset, amount)
            : new DepositCollateral(world.At, World.Id(_dice.Pick(world.Traders)), asset, amount);
    }

    /// <summary>Often exactly what may leave, or one unit more.</summary>
    public Command Withdraw()
    {
        var account = _dice.Pick(world.Traders);
        var asset = Held(account);
        return new WithdrawCollateral(world.At, World.Id(account), asset, World.Money(Spare(account, asset)));
    }

    public Command Transfer()
    {
        var from = _dice.Pick(world.Traders);
        var relatives = world.Traders.Where(other => other.Owner == from.Owner).ToList();
        var to = _dice.Chance(85) ? _dice.Pick(relatives) : _dice.Pick(world.Traders);
        var asset = Held(from);
        return new TransferCollateral(world.At, World.Id(from), World.Id(to), asset, World.Money(Spare(from, asset)));
    }

    public Command? MoveMargin()
    {
        if (_dice.PickOrDefault(world.Users.Where(user => user.IsolatedModes.Count > 0).ToList()) is not { } account)
            return null;

        var instrument = world.State.Instruments[_dice.Pick(account.IsolatedModes.Order().ToList())];
        var asset = new AssetId((byte)instrument.Settlement);
        var amount = _dice.Chance(60) ? Spare(account, asset) / 4 : -Spare(world.State.UnitOf(account, instrument.Id), asset);
        return new MoveIsolatedMargin(world.At, World.Id(account), World.Id(instrument), World.Money(amount));
    }

    public Command SetMode() =>
        new SetMarginMode(
            world.At,
            World.Id(_dice.Pick(world.Users)),
            World.Id(_dice.Pick(world.State.Instruments)),
            _dice.Chance(75) ? MarginMode.Isolated : MarginMode.Cross,
            Leverage()
        );

    public Command SetLeverage() =>
        new SetLeverage(world.At, World.Id(_dice.Pick(world.Users)), World.Id(_dice.Pick(world.State.Instruments)), Leverage());

    public Command SetStatus() =>
        new SetAccountStatus(
            world.At,
            World.Id(_dice.Pick(world.Traders)),
            _dice.Chance(70) ? AccountStatus.Active : _dice.Pick([AccountStatus.ReduceOnly, AccountStatus.Frozen])
        );

    private Leverage Leverage() => new(_dice.Chance(25) ? 0 : (int)_dice.Between(100, 4_000));

    private AssetId Asset() => new((byte)_dice.Below(world.State.Assets.Count));

    private AssetId Held(NaiveAccount account)
    {
        var held = account.Balances.Where(balance => balance.Value.Sign > 0).Select(balance => balance.Key).Order().ToList();
        return held.Count > 0 && _dice.Chance(90) ? new((byte)_dice.Pick(held)) : Asset();
    }

    private BigInteger Spare(NaiveAccount account, AssetId asset)
    {
        var most = NaiveMargin.Withdrawable(world.State, account, asset.Value);
        return _dice.Below(4) switch
        {
            0 => BigInteger.Max(1, most),
            1 => most + 1,
            _ => BigInteger.Max(1, _dice.PerMille(most, 1, 500)),
        };
    }
}
