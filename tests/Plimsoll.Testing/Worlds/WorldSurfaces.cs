using System.Numerics;
using Plimsoll.Engine.Commands;
using Plimsoll.Surfaces;

namespace Plimsoll.Testing.Worlds;

/// <summary>Volatility surfaces of a random world: of some to a few hundred percent, for some expiries, and wrong ones.</summary>
internal sealed class WorldSurfaces(World world)
{
    private const double Year = 365.0 * 86_400 * 1e9;
    private readonly SplitMix _dice = world.Dice;

    public Command Set()
    {
        var index = _dice.Chance(90) ? WorldSetup.BtcIndex : WorldSetup.EthIndex;
        return new SetSurface(world.At, new((ushort)index), Slices(index));
    }

    public Command Wrong()
    {
        var index = WorldSetup.BtcIndex;
        var slices = Slices(index);
        ref var last = ref slices[^1];
        var smile = last.Smile;
        switch (_dice.Below(9))
        {
            case 0:
                return new SetSurface(world.At, new(1_000), slices);
            case 1:
                return new SetSurface(world.At, new((ushort)index), default);
            case 2:
                return new SetSurface(world.At, new((ushort)index), new SurfaceSlice[65]);
            case 3:
                slices[0] = slices[0] with { Expiry = world.At };
                break;
            case 4:
                slices = [.. slices, last];
                break;
            case 5:
                last = last with { ForwardUnits = _dice.Pick([0, -1, last.ForwardUnits * 11, last.ForwardUnits / 11]) };
                break;
            case 6:
                // Below zero at the vertex, by as little as can be.
                last = last with
                {
                    Smile = smile with
                    {
                        Rho = 0,
                        A = -(long)((BigInteger)smile.B * smile.Sigma / SviParameters.UnitsPerWhole) - _dice.Between(0, 1),
                    },
                };
                break;
            case 7:
                last = last with { Smile = smile with { Rho = SviParameters.UnitsPerWhole + _dice.Between(0, 1) } };
                break;
            default:
                last = last with { Smile = smile with { Sigma = _dice.Between(-1, 0) } };
                break;
        }

        return new SetSurface(world.At, new((ushort)index), slices);
    }

    private SurfaceSlice[] Slices(int index)
    {
        var expiries = world
            .State.Instruments.Where(each => each.IsOption && _dice.Chance(60))
            .Select(each => each.Parameters.Expiry.Nanoseconds)
            .Concat(
                Enumerable
                    .Range(0, (int)_dice.Between(1, 3))
                    .Select(_ => world.At.Nanoseconds + (_dice.Between(1, 20_000) * 60_000_000_000))
            );
        return [.. expiries.Where(time => time > world.At.Nanoseconds).Distinct().Order().Select(time => Slice(index, time))];
    }

    private SurfaceSlice Slice(int index, long expiry)
    {
        var price = world.State.Indices[index].Price.IsZero ? world.Truth[index] : world.State.Indices[index].Price;
        // Two decimals to nine.
        var forward = (long)BigInteger.Min(long.MaxValue, price * 10_000_000 * _dice.Between(960, 1_050) / 1_000);
        var volatility = _dice.Between(20, 400) / 100.0;
        var variance = volatility * volatility * (expiry - world.At.Nanoseconds) / Year;
        var (sigma, rho) = (_dice.Between(5, 50) / 100.0, _dice.Between(-95, 95) / 100.0);
        return new(
            new(expiry),
            forward,
            SviParameters.FromReal(variance * 0.6, variance * 0.4 / sigma, rho, _dice.Between(-10, 10) / 100.0, sigma)
        );
    }
}
