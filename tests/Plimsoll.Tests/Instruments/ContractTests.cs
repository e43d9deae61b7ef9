using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Tests.Instruments;

public sealed class ContractTests
{
    [Fact, Trait("Criterion", "INST-001")]
    public void A_linear_value_is_quantity_times_price()
    {
        var contract = new Contract(Sample.Linear, Sample.Usdt.Decimals);

        Assert.Equal(new Money(11_895_180_000), contract.Value(new(1_500), Sample.Dollars(7_930.12m), Rounding.Floor));
        Assert.Equal(Sample.Usd(-11_895.18m), contract.Value(new(-1_500), Sample.Dollars(7_930.12m), Rounding.Ceiling));
        Assert.Equal(Sample.Usd(11_895.18m), contract.Notional(new(-1_500), Sample.Dollars(7_930.12m)));
    }

    [Fact, Trait("Criterion", "INST-002")]
    public void An_inverse_value_is_face_over_price_and_rises_with_it()
    {
        var contract = new Contract(Sample.Inverse, Sample.Btc.Decimals);
        var long15000 = new Quantity(15_000);

        var bought = contract.Value(long15000, Sample.Dollars(750), Rounding.Floor);
        var valued = contract.Value(long15000, Sample.Dollars(800), Rounding.Floor);

        Assert.Equal(Sample.Coins(-20), bought);
        Assert.Equal(Sample.Coins(-18.75m), valued);
        Assert.Equal(Sample.Coins(1.25m), valued - bought);
    }

    [Fact, Trait("Criterion", "INST-002")]
    public void An_inverse_value_is_rounded_once_by_name()
    {
        var contract = new Contract(Sample.Inverse, Sample.Btc.Decimals);

        // 1 / 3 = 0.333,333,33… coins
        Assert.Equal(Sample.Coins(-0.33333334m), contract.Value(new(1), Sample.Dollars(3), Rounding.Floor));
        Assert.Equal(Sample.Coins(-0.33333333m), contract.Value(new(1), Sample.Dollars(3), Rounding.Ceiling));
        Assert.Equal(Sample.Coins(0.33333333m), contract.Value(new(-1), Sample.Dollars(3), Rounding.Floor));
        Assert.Equal(Sample.Coins(0.33333334m), contract.Notional(new(1), Sample.Dollars(3)));
        Assert.Equal(Sample.Coins(0.33333334m), contract.Notional(new(-1), Sample.Dollars(3)));
    }

    [Fact, Trait("Criterion", "INST-003")]
    public void A_tick_on_a_lot_that_is_no_whole_unit_is_told()
    {
        // 0.01 USD × 0.000,001 BTC = 0.000,000,01 USDT, below its smallest unit of 0.000,001.
        var fine = Sample.Linear with
        {
            TickSize = new(1),
            QuantityDecimals = 6,
        };

        Assert.False(new Contract(fine, Sample.Usdt.Decimals).TickTimesLotIsWhole);
        Assert.False(new Contract(fine with { LotSize = new(99) }, Sample.Usdt.Decimals).TickTimesLotIsWhole);
        Assert.True(new Contract(fine with { LotSize = new(100) }, Sample.Usdt.Decimals).TickTimesLotIsWhole);
        Assert.True(new Contract(fine with { TickSize = new(50), LotSize = new(2) }, Sample.Usdt.Decimals).TickTimesLotIsWhole);
    }

    [Fact, Trait("Criterion", "INST-004")]
    public void A_quanto_settles_in_its_third_asset()
    {
        var contract = new Contract(Sample.Quanto, Sample.Btc.Decimals);

        var profit =
            contract.Value(new(2), Sample.Dollars(31_000), Rounding.Floor) - contract.Value(new(2), Sample.Dollars(30_000), Rounding.Floor);

        Assert.Equal(Sample.Coins(0.2m), profit);
    }

    [Fact, Trait("Criterion", "INST-005")]
    public void A_value_has_its_price()
    {
        var linear = new Contract(Sample.Linear, Sample.Usdt.Decimals);
        var inverse = new Contract(Sample.Inverse, Sample.Btc.Decimals);

        Assert.Equal(Sample.Dollars(7_930.12m), linear.PriceAtValue(new(1_500), Sample.Usd(11_895.18m), Rounding.Floor));
        Assert.Equal(Sample.Dollars(7_930.12m), linear.PriceAtValue(new(-1_500), Sample.Usd(-11_895.18m), Rounding.Ceiling));
        Assert.Equal(Sample.Dollars(750), inverse.PriceAtValue(new(15_000), Sample.Coins(-20), Rounding.Floor));
        Assert.Equal(Sample.Dollars(750), inverse.PriceAtValue(new(-15_000), Sample.Coins(20), Rounding.Ceiling));
    }

    [Fact, Trait("Criterion", "INST-005")]
    public void A_price_between_two_units_is_rounded_by_name()
    {
        var contract = new Contract(Sample.Linear, Sample.Usdt.Decimals);

        // 0.003 BTC for 1 USDT is 333.33… a coin.
        Assert.Equal(Sample.Dollars(333.33m), contract.PriceAtValue(new(3), Sample.Usd(1), Rounding.Floor));
        Assert.Equal(Sample.Dollars(333.34m), contract.PriceAtValue(new(3), Sample.Usd(1), Rounding.Ceiling));
    }

    [Fact, Trait("Criterion", "INST-005")]
    public void A_value_that_no_price_gives_has_none()
    {
        var linear = new Contract(Sample.Linear, Sample.Usdt.Decimals);
        var inverse = new Contract(Sample.Inverse, Sample.Btc.Decimals);

        Assert.Equal(default, linear.PriceAtValue(new(1_500), Money.Zero, Rounding.Floor));
        Assert.Equal(default, linear.PriceAtValue(new(1_500), Sample.Usd(-1), Rounding.Ceiling));
        Assert.Equal(default, inverse.PriceAtValue(new(15_000), Money.Zero, Rounding.Floor)); // infinite
        Assert.Equal(default, inverse.PriceAtValue(new(15_000), Sample.Coins(1), Rounding.Ceiling));
    }

    [Theory, Trait("Criterion", "INST-005")]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_price_out_of_range_is_none_however_large_the_value(int side)
    {
        var parameters = Sample.Linear with { QuantityDecimals = 12, PriceDecimals = 12 };
        var linear = new Contract(parameters, settlementDecimals: 6);
        var inverse = new Contract(parameters with { Payoff = Payoff.Inverse, MultiplierDecimals = 12 }, settlementDecimals: 0);

        Assert.Equal(default, linear.PriceAtValue(new(side), new(side * (Int128.MaxValue / 2)), Rounding.Floor));
        Assert.Equal(default, inverse.PriceAtValue(new(side), new(side * (Int128.MinValue / 2)), Rounding.Floor));
        Assert.Equal(new Price(1), inverse.PriceAtValue(new(side), new(side * (Int128.MinValue / 2)), Rounding.Ceiling));
    }

    [Fact, Trait("Criterion", "INST-006")]
    public void Scales_that_do_not_fit_are_no_contract()
    {
        var wide = Sample.Linear with { PriceDecimals = 12, QuantityDecimals = 12 };

        Assert.Throws<ArgumentException>(() => new Contract(wide, settlementDecimals: 5));
        Assert.Throws<ArgumentException>(() => new Contract(Sample.Inverse with { Multiplier = long.MaxValue }, Sample.Btc.Decimals));
    }

    [Fact, Trait("Criterion", "VALU-001")]
    public void A_value_that_does_not_fit_is_an_error()
    {
        var contract = new Contract(Sample.Linear with { Multiplier = long.MaxValue / 10 }, Sample.Usdt.Decimals);

        Assert.Throws<OverflowException>(() => contract.Value(new(long.MaxValue), new(Price.MaxUnits), Rounding.Floor));
    }
}
