using Plimsoll.Simulation.Backtests;
using Plimsoll.Simulation.Reports.Backtests;

namespace Plimsoll.Simulation.Reports;

/// <summary>Writes a back-test as one HTML page that needs nothing else: style, pictures and script are inside.</summary>
public static class BacktestReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="result">At least one book.</param>
    /// <param name="command">The command that gives the same figures again.</param>
    /// <param name="output">Where to.</param>
    public static void Write(BacktestResult result, string command, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var page = new Html();
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        );
        page.Raw("<title>Plimsoll back-test</title><style>").Raw(PageStyle.Css).Raw(BacktestStyle.Css).Raw("</style></head><body><main>");
        BacktestHeadline.Write(page, result);
        VerdictSection.Write(page, result);
        foreach (var book in result.Books.GroupBy(book => book.Kind).Select(books => books.First()))
        {
            BookSection.Write(page, book, result.Request);
        }

        CoinSection.Write(page, result);
        SwingSection.Write(page, result);
        MethodSection.Write(page, result, command);
        page.Raw("</main><script>").Raw(PageScript.Js).Raw("</script></body></html>\n");
        output.Write(page.ToString());
    }
}
