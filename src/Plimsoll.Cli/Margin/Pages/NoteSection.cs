using Plimsoll.Formats.Models;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What a reader would not expect, and what the model's file says it does not know.</summary>
internal static class NoteSection
{
    /// <summary>Writes it; nothing where there is nothing to say.</summary>
    public static void Write(Html page, IReadOnlyList<string> notes, Model model)
    {
        if (notes.Count == 0 && model.Unknown.Count == 0)
        {
            return;
        }

        page.Section("notes", "Notes", "");
        HtmlParts.Lines(page, notes);
        if (model.Unknown.Count > 0)
        {
            page.Element("h3", $"What could not be established about {model.Title}, and so is not in the model");
            HtmlParts.Lines(page, model.Unknown);
        }

        page.End();
    }
}
