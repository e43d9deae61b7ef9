using System.Text.RegularExpressions;

namespace Plimsoll.Architecture.Tests;

/// <summary>A reader who follows a link inside the repository arrives.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Relative_links_lead_somewhere() =>
        Report.Empty(
            from page in Pages()
            from Match link in Link.Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value
            where !IsElsewhere(target) && !Leads(page, target)
            select $"{Path.GetRelativePath(Repository.Root, page)}: {target}",
            "Links that lead nowhere:"
        );

    [Fact]
    public void Links_are_found_where_there_are_some()
    {
        var links = Pages().Sum(page => Link.Count(File.ReadAllText(page)));
        Assert.True(links > 30, $"{links} links");
        Assert.False(Leads(Repository.PathOf("README.md"), "docs/no-such-page.md"));
        Assert.False(Leads(Repository.PathOf("README.md"), "docs/STATUS.md#no-such-heading"));
        Assert.True(Leads(Repository.PathOf("README.md"), "docs/STATUS.md#limits-known"));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Link { get; }

    [GeneratedRegex("^#+ +(?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Heading { get; }

    private static IEnumerable<string> Pages() =>
        Directory
            .EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.PathOf("data"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);

    private static bool IsElsewhere(string target) => Uri.TryCreate(target, UriKind.Absolute, out var uri) && !uri.IsFile;

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return parts.Length == 1 ? Path.Exists(path) : File.Exists(path) && Anchors(path).Contains(parts[1], StringComparer.Ordinal);
    }

    private static IEnumerable<string> Anchors(string page) =>
        from Match heading in Heading.Matches(File.ReadAllText(page))
        let text = heading.Groups["text"].Value.Trim().ToLowerInvariant()
        select string.Concat(text.Where(sign => char.IsLetterOrDigit(sign) || sign is ' ' or '-' or '_')).Replace(' ', '-');
}
