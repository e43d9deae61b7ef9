using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>What cures a unit of margin, for a terminal.</summary>
internal static class CureView
{
    /// <summary>Writes where the unit stands, and the cures, if it needs any.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="target">What is to be reached.</param>
    /// <param name="numeraire">What everything is valued in.</param>
    /// <param name="isOnly">Whether it is all there is, and needs no name.</param>
    /// <param name="output">Where to.</param>
    public static void Write(UnitCures unit, CureTarget target, string numeraire, bool isOnly, TextWriter output)
    {
        var name = unit.Isolated is { } isolated ? $"{isolated.Instrument} (isolated)" : "cross account";
        output.WriteLine();
        Tables.Line(output, $"{name}: {Standing(unit.Before, target, numeraire)}");
        if (unit.IsReached)
        {
            Tables.Line(output, isOnly ? "The target is reached already: nothing needs to be done." : "reached already", isOnly ? 0 : 2);
            return;
        }

        Tables.Write(output, Cures(unit, numeraire));
        WriteNotes(unit, numeraire, output);
    }

    private static string Standing(AccountFigures figures, CureTarget target, string numeraire)
    {
        var line = target.MarginRatio is null ? figures.InitialMargin ?? 0 : figures.MaintenanceMargin;
        var margin = target.MarginRatio is null ? "initial" : "maintenance";
        var equity = $"equity {Figures.Money(figures.Equity, numeraire)} {numeraire}";
        return figures.Notional == 0 && line == 0
            ? $"{equity}, nothing held on it"
            : $"{equity}, {margin} margin {Figures.Money(line, numeraire)} {numeraire}"
                + (
                    figures.MarginRatio is { } ratio && target.MarginRatio is not null ? $", margin ratio now {Figures.Percent(ratio)}" : ""
                );
    }

    private static FigureTable Cures(UnitCures unit, string numeraire)
    {
        var table = new FigureTable(
            "each of these alone is enough",
            "do:",
            "amount",
            "of:",
            "cash to bring",
            "notional closed",
            "margin ratio then",
            "in:"
        );
        var deposited = unit.Cures.Select(cure => cure.Deposited).ToArray();
        var closed = unit.Cures.Select(cure => cure.Closed).ToArray();
        var (cash, notional) = (Figures.MoneyDecimals(numeraire, deposited), Figures.MoneyDecimals(numeraire, closed));
        foreach (var cure in unit.Cures.Where(cure => cure.After is not null))
        {
            table.Row(
                cure.Action switch
                {
                    CureAction.Deposit => unit.Isolated is null ? "deposit" : "add to its margin",
                    CureAction.Close => "close at the mark",
                    CureAction.CloseShare => "close of each",
                    _ => cure.Deposited > 0 ? "close all, then deposit" : "close all",
                },
                cure.Action switch
                {
                    CureAction.CloseAll => cure.Deposited > 0 ? Figures.Plain(cure.Deposited) : "—",
                    CureAction.CloseShare => Share(cure),
                    _ => Figures.Plain(cure.Amount!.Value),
                },
                cure.Action switch
                {
                    CureAction.CloseAll => cure.Deposited > 0 ? numeraire : "",
                    CureAction.CloseShare => OfShare(cure),
                    _ => cure.Name,
                },
                cure.Deposited == 0 ? "—" : Figures.Fixed(cure.Deposited, cash),
                cure.Closed == 0 ? "—" : Figures.Fixed(cure.Closed, notional),
                cure.After!.MarginRatio is { } ratio ? Figures.Percent(ratio) : "—",
                numeraire
            );
        }

        return table;
    }

    private static string OfShare(Cure cure) => cure.Name.Length > 0 ? $"all on {cure.Name}" : "all positions";

    /// <summary>Rounded up, so that less than is said is never meant.</summary>
    private static string Share(Cure cure) => Figures.Percent(decimal.Round(cure.Amount!.Value, 4, MidpointRounding.ToPositiveInfinity));

    private static void WriteNotes(UnitCures unit, string numeraire, TextWriter output)
    {
        foreach (var cure in unit.Cures.Where(cure => cure.After is null))
        {
            Tables.Line(
                output,
                cure.Action switch
                {
                    CureAction.Deposit => $"no amount of {cure.Name} is enough",
                    CureAction.CloseShare => $"no share of {OfShare(cure)} is enough",
                    _ => $"no close of {cure.Name} alone is enough",
                },
                2
            );
        }

        foreach (var cure in unit.Cures.Where(cure => cure.Closes.Count > 0))
        {
            var closes = cure.Closes.Where(each => each.Quantity > 0).Select(each => $"{Figures.Plain(each.Quantity)} {each.Instrument}");
            Tables.Line(output, $"{Share(cure)} of {OfShare(cure)}, in whole lots: {string.Join(", ", closes)}", 2);
        }

        foreach (var same in OwnSteps(unit).Distinct().GroupBy(each => each.Step, each => each.Instrument))
        {
            var (instruments, step) = (string.Join(", ", same), same.Key);
            Tables.Line(output, $"{instruments}: the model states no lot; found in steps of {Figures.Plain(step)}", 2);
        }

        foreach (var cure in unit.Cures.Where(cure => cure.Action != CureAction.Deposit && cure.After is { Notional: 0 }))
        {
            var what = cure.Action == CureAction.Close ? $"closing {cure.Name}" : "closing all";
            Tables.Line(output, $"{what} leaves {Figures.Money(cure.After!.Equity, numeraire)} {numeraire} and no position", 2);
        }
    }

    /// <summary>The steps that are Plimsoll's own, since the model states none.</summary>
    private static IEnumerable<(string Instrument, decimal Step)> OwnSteps(UnitCures unit) =>
        unit
            .Cures.Where(cure => cure is { Action: CureAction.Close, IsStepStated: false, After: not null })
            .Select(cure => (cure.Name, cure.Step))
            .Concat(
                unit.Cures.SelectMany(cure => cure.Closes).Where(each => !each.IsLotStated).Select(each => (each.Instrument, each.Lot))
            );
}
