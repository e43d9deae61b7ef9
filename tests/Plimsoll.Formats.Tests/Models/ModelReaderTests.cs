using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Tests.Models;

public sealed class ModelReaderTests
{
    [Fact]
    public void A_model_says_who_it_is_and_from_when_on()
    {
        var model = Sample.ModelOf("name: a\nvenue: V\neffective_from: 2024-10-24\nsources: [s]\nunknown: [u]\n");

        Assert.Equal(("a", "a", "V"), (model.Name, model.Title, model.Venue));
        Assert.Equal(new DateTimeOffset(2024, 10, 24, 0, 0, 0, TimeSpan.Zero), model.EffectiveFrom);
        Assert.Equal(["s", "u"], [.. model.Sources, .. model.Unknown]);
        Assert.Null(model.Margin);
    }

    [Theory]
    [InlineData("venue: Sample", "", "model.yaml:1:1: the field venue is missing: whose rules these are. [missing_field]")]
    [InlineData("effective_from: 2024-01-01", "effective_from: 2024", "expected a day such as 2024-10-24")]
    [InlineData("numeraire: USDT", "", "the field numeraire is missing: the asset in which everything is valued")]
    [InlineData(
        "COIN: {",
        "COIN: {haircut: 0.1, ",
        "assets.COIN.ladder: an asset has either a haircut or a ladder. Leave one of them out. [contradiction]"
    )]
    [InlineData(
        "haircut: 0.1",
        "haircut: 10",
        "assets.GOLD.haircut: expected a number from 0 to 1, found 10. If 10 percent is meant, write 10% or 0.1. [out_of_range]"
    )]
    [InlineData(
        "margin: tiered",
        "margin: tierd",
        "instruments.BTC.margin: BTC needs the name of a schedule under margins; there are: tiered, single, plain, options. Did you mean tiered? [unknown_margin]"
    )]
    [InlineData(
        ", margin: tiered",
        "",
        "instruments.BTC: BTC needs the name of a schedule under margins; there are: tiered, single, plain, options. [unknown_margin]"
    )]
    [InlineData(
        "margin: tiered",
        "margin: options",
        "this schedule is for options, the instrument is none. Give the instrument kind: option. [not_an_option]"
    )]
    [InlineData("kind: option, symbol", "kind: option, margn: options, symbol", "series.btc-options.margn: there is no such field")]
    [InlineData("underlying: ETH,", "underlying: ETH, kind: option,", "instruments.ETH: an option needs right and strike. [missing_field]")]
    [InlineData(
        "from: 100_000",
        "from: 0",
        "model.yaml:15:16: margins.tiered.rows[1].from: from is 0 and must be more than that of the tier before, 0. Put the tiers in rising order. [bad_schedule]"
    )]
    [InlineData(
        "from: 0,",
        "from: 1,",
        "margins.tiered.rows[0].from: from is 1 and must be 0 in the first tier. Begin with a tier at 0. [bad_schedule]"
    )]
    [InlineData("maintenance: 5%, deduction", "maintenance: 1%, deduction", "margins.tiered")]
    [InlineData(
        "deduction: 3_000",
        "deduction: 2_999",
        "margins.tiered.rows[1].deduction: the rates of the tiers make it 3000, the file says 2999. Leave it out, or mend a rate or a floor. [wrong_deduction]"
    )]
    [InlineData(
        "initial: 5%, maintenance: 2%",
        "maintenance: 2%, initial: 150%",
        "rows[0].initial: expected a number above 0 and at most 1, found 150%."
    )]
    [InlineData(
        "initial: 5%, maintenance: 2%",
        "deduction: 0",
        "margins.tiered.rows[0]: a tier needs a rate: give maintenance, initial or max_leverage. [missing_field]"
    )]
    [InlineData(
        "initial: 5%, maintenance: 2%",
        "initial: 5%",
        "margins.tiered.rows[0]: a tier needs maintenance, or the schedule maintenance_share. [missing_field]"
    )]
    [InlineData("initial: 5%, maintenance: 2%", "initial: 2%, maintenance: 5%", "margins.tiered")]
    [InlineData(
        "from: 100_000",
        "from: 1e28",
        "margins.tiered: its numbers are too large, or have too many digits, to be carried exactly. Check the units. [too_large]"
    )]
    [InlineData("kind: tiers", "kind: tier", "margins.tiered.kind: expected one of ")]
    [InlineData("lot: 0.01", "lot: -0.01", "instruments.ETH.lot: expected a number above 0, found -0.01. [out_of_range]")]
    [InlineData("kind: maintenance_amount,", "kind: maintenance_amuont,", "rules.amount.kind: expected one of ")]
    [InlineData("previous_maintenance: 2%", "previous_maintenence: 2%", "Did you mean previous_maintenance?")]
    [InlineData(
        "{strike}-{right}",
        "{strick}-{right}",
        "series.btc-options.symbol: there is no place {strick}; there are: {expiry}, {strike}, {right}. [bad_symbol]"
    )]
    [InlineData(
        "initial: 5%, maintenance: 2%",
        "initial: 20%, maintenance: 2%",
        "margins.tiered.rows[1].initial: initial is 10% and makes initial margin lower than in the tier before."
    )]
    [InlineData(
        "{up_to: 10, haircut: 0}, {up_to: 20",
        "{up_to: 10, haircut: 0}, {up_to: 3",
        "assets.COIN.ladder[1].up_to: the amount of a rung must be more than that before it, 10; found 3. Put the rungs in rising order. [out_of_order]"
    )]
    [InlineData(
        "up_to: 10, haircut: 0}",
        "up_to: 10, haircut: 60%}",
        "assets.COIN.ladder[1].haircut: the haircut of a rung must not be less than that before it, 0.6; found 50%."
    )]
    [InlineData(
        "{up_to: 10, haircut: 0}",
        "{haircut: 0}",
        "assets.COIN.ladder[0]: a rung without up_to reaches any amount and has to be the last."
    )]
    [InlineData("haircut: 0.1}", "haircut: unknwon}", "assets.GOLD.haircut: expected a number from 0 to 1")]
    [InlineData(
        "GOLD: {",
        "GOLD: {then_each: {amount: 1, haircut: 1%}, ",
        "assets.GOLD.then_each: steps come after the rungs of a ladder, and there is none."
    )]
    [InlineData(
        "haircut: 50%}]",
        "haircut: 50%}], then_each: {amount: 1, haircut: 0.00001}",
        "assets.COIN.then_each.haircut: a step of 0.00001 makes more rungs than 10000."
    )]
    [InlineData(
        "ETH: {settlement: USDT",
        "ETH: {settlement: USTD",
        "instruments.ETH.settlement: the settlement asset USTD is not among the assets; there are: USDT, COIN, GOLD, BTCC. Did you mean USDT? [unknown_asset]"
    )]
    [InlineData(
        "numeraire: USDT",
        "numeraire: EUR",
        "numeraire: the numeraire EUR is not among the assets; there are: USDT, COIN, GOLD, BTCC. [unknown_asset]"
    )]
    [InlineData(
        "lot: 0.01",
        "lot: 1e30",
        "instruments.ETH.lot: expected a number above 0, found 1e30, which is more than 7.9e28 and cannot be carried. Check the units. [out_of_range]"
    )]
    [InlineData(
        "venue: Sample",
        "venue: Sample\nrounding: {initial_margn: {step: 1}}",
        "rounding.initial_margn: there is no such field; known here: equity, net_liquidation_value, unrealised_pnl, initial_margin, maintenance_margin, free_collateral, leverage_at_entry, liquidation_price, bankruptcy_price. Did you mean initial_margin? [unknown_field]"
    )]
    [InlineData("venue: Sample", "venue: Sample\nrounding: {leverage: {step: 1}}", "rounding.leverage: there is no such field")]
    [InlineData(
        "single: {kind: bracket, initial: 0.1, maintenance: 0.05}",
        "single: {kind: bracket, initial: 0.01, maintenance: 0.05}",
        "margins.single.maintenance: maintenance is 0.05 and must not be above initial, 0.01. Swap the two, or mend one. [bad_schedule]"
    )]
    [InlineData(
        "single: {kind: bracket, initial: 0.1, maintenance: 0.05}",
        "single: {kind: open_interest_scaled, initial: 0.1, maintenance_share: 0.5, lower_cap: 9, upper_cap: 8}",
        "margins.single.upper_cap: upper_cap is 8 and must lie above lower_cap, 9."
    )]
    [InlineData(
        "single: {kind: bracket, initial: 0.1, maintenance: 0.05}",
        "single: {kind: root_scaled, initial: 0.10001, maintenance: 0.05, size_factor: 1}",
        "margins.single.initial: initial is 0.10001 and must be in whole ten-thousandths."
    )]
    [InlineData("-{right}\"", "-{right\"", "series.btc-options.symbol: the brace that opens {right is not closed")]
    public void A_fault_of_a_model_names_field_value_and_what_is_allowed(string from, string to, string message)
    {
        var text = Sample.ModelText.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Sample.ModelText, text);

        var exception = Assert.Throws<DocumentException>(() => Sample.ModelOf(text));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.All(exception.Faults, fault => Assert.True(fault.Place.Line > 0, exception.Message));
    }

    [Fact]
    public void Without_instruments_and_assets_it_says_nothing_of_margin() =>
        Assert.Null(Sample.ModelOf("name: a\nvenue: V\neffective_from: 2024-10-24\nrules: {}\n").Margin);

    [Theory]
    [InlineData("")]
    [InlineData(" ~")]
    [InlineData(" null")]
    public void What_is_null_in_a_mapping_is_not_given(string nothing)
    {
        var model = Sample.ModelOf($"{Sample.ModelText}\nrounding:\n  initial_margin:{nothing}\n");

        Assert.Empty(model.Margin!.Rounding);
    }

    [Fact]
    public void A_series_lists_what_is_written_like_it()
    {
        var option = Sample.Model.Margin!.Find("BTC-27DEC24-55000-P")!;

        Assert.Equal(
            (Plimsoll.Pricing.OptionType.Put, 55_000m, false),
            (option.Option!.Right, option.Option.Strike, option.Option.IsInverse)
        );
        Assert.Equal(new DateTimeOffset(2024, 12, 27, 0, 0, 0, TimeSpan.Zero), option.Expiry);
        Assert.Null(Sample.Model.Margin.Find("BTC-27DEC24-55000-X"));
    }
}
