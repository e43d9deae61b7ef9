using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>One page to read, made from the document: no other files, no network.</summary>
internal static class ReferencePage
{
    private const string Address = "{{address}}";
    private const string SocketAddress = "{{socket}}";

    /// <summary>The page, which does not know yet under which address it is read.</summary>
    /// <param name="document">The document of the API.</param>
    public static string Of(JsonObject document)
    {
        var operations = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => new PageEntry(path.Key, method.Key, method.Value!.AsObject())))
            .OrderBy(entry => entry.Tag, StringComparer.Ordinal)
            .ThenBy(entry => entry.Path, StringComparer.Ordinal)
            .ToList();
        var html = new PageHtml(document, operations);
        var body = new StringBuilder();
        var list = new StringBuilder();
        foreach (var tag in operations.GroupBy(entry => entry.Tag, StringComparer.Ordinal))
        {
            list.Append(CultureInfo.InvariantCulture, $"<h3>{PageHtml.Text(tag.Key)}</h3>\n");
            foreach (var entry in tag)
            {
                list.Append(
                    CultureInfo.InvariantCulture,
                    $"<a href=\"#{PageHtml.Text(entry.Id)}\" data-text=\"{PageHtml.Text(entry.Search)}\"><b class=\"{entry.Method}\">{entry.Method}</b> {PageHtml.Text(entry.Id)}</a>\n"
                );
                Write(body, entry, html);
            }
        }

        var info = document["info"]!;
        return PageText
            .Template.Replace("{{version}}", PageHtml.Text((string)info["version"]!), StringComparison.Ordinal)
            .Replace("{{description}}", html.Prose((string)info["description"]!), StringComparison.Ordinal)
            .Replace("{{list}}", list.ToString(), StringComparison.Ordinal)
            .Replace("{{operations}}", body.ToString(), StringComparison.Ordinal)
            .Replace("{{channels}}", Channels(document["x-websocket"]!["channels"]!.AsArray(), html), StringComparison.Ordinal)
            .Replace("{{schemas}}", Schemas(html), StringComparison.Ordinal)
            .Replace(
                "{{problem}}",
                html.Example("Example", html.Schemas["Problem"]!["examples"]!.AsArray().FirstOrDefault()),
                StringComparison.Ordinal
            )
            .Replace("{{problems}}", Problems(document["x-problems"]!.AsArray(), html), StringComparison.Ordinal);
    }

    /// <summary>The page as it is read under an address: commands on it can be copied as they stand.</summary>
    /// <param name="address">The server, as it was asked.</param>
    /// <param name="page">What <see cref="Of"/> made.</param>
    public static string At(Uri address, string page)
    {
        var root = PageHtml.Text(address.GetLeftPart(UriPartial.Authority));
        // ws for http, wss for https.
        return page.Replace(Address, root, StringComparison.Ordinal).Replace(SocketAddress, "ws" + root[4..], StringComparison.Ordinal);
    }

    private static void Write(StringBuilder page, PageEntry entry, PageHtml html)
    {
        var it = entry.Operation;
        var id = PageHtml.Text(entry.Id);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<section id=\"{id}\" data-text=\"{PageHtml.Text(entry.Search)}\"><h2><a href=\"#{id}\">{id}</a></h2>\n"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"route\"><b class=\"{entry.Method}\">{entry.Method}</b> <code>{PageHtml.Text(entry.Path)}</code></p>\n<p>{html.Prose((string)it["summary"]!)}</p>\n"
        );
        page.Append(html.Roles(it));
        if (it["parameters"] is JsonArray parameters)
        {
            page.Append("<table><tr><th>parameter</th><th>in</th><th>type</th><th></th></tr>\n");
            foreach (var each in parameters)
            {
                var name = (string)each!["name"]! + ((bool)each["required"]! ? " *" : "");
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><td><code>{PageHtml.Text(name)}</code></td><td>{PageHtml.Text((string)each["in"]!)}</td><td>{html.Type(each["schema"]!)}</td><td>{html.Prose((string?)each["description"] ?? "")}</td></tr>\n"
                );
            }

            page.Append("</table>\n");
        }

        if (it["requestBody"]?["content"]?["application/json"] is { } request)
            page.Append("<h4>Body</h4>\n").Append(html.Members(html.Resolved(request["schema"]!)));

        page.Append(PageHtml.Preformatted("Request", CurlLine.Of(entry, Address)));
        var answer = it["responses"]!["200"]!["content"]!.AsObject().First().Value!;
        page.Append("<h4>Answer</h4>\n").Append(html.Members(answer["schema"]!)).Append(html.Example("Example", answer["example"]));
        if (it["responses"]!["default"] is not null)
            page.Append(
                "<p class=\"roles\">Or a <a href=\"#schema-Problem\">Problem</a>, with one of <a href=\"#problems\">these codes</a>.</p>\n"
            );

        page.Append("</section>\n");
    }

    private static string Channels(JsonArray channels, PageHtml html) =>
        string.Concat(
            channels.Select(each =>
                $"<tr><td><code>{PageHtml.Text((string)each!["channel"]!)}</code></td><td>{html.Prose((string)each["state"]!)}</td><td>{html.Prose((string)each["changes"]!)}</td><td>{html.Roles(each)}</td></tr>\n"
            )
        );

    private static string Schemas(PageHtml html) =>
        string.Concat(
            html.Schemas.Select(each =>
                $"<section class=\"schema\" id=\"schema-{PageHtml.Text(each.Key)}\" data-text=\"{PageHtml.Text(each.Key)}\"><h4><a href=\"#schema-{PageHtml.Text(each.Key)}\">{PageHtml.Text(each.Key)}</a></h4><p>{html.Prose((string?)each.Value!["description"] ?? "")}</p>{html.Members(each.Value!)}{html.Users(each.Key)}</section>\n"
            )
        );

    private static string Problems(JsonArray problems, PageHtml html) =>
        string.Concat(
            problems.Select(each =>
                $"<tr id=\"problem-{PageHtml.Text((string)each!["name"]!)}\" data-text=\"{(int)each["code"]!} {PageHtml.Text((string)each["name"]!)}\"><td>{(int)each["code"]!}</td><td><code>{PageHtml.Text((string)each["name"]!)}</code></td><td>{(int)each["status"]!}</td><td>{html.Prose((string)each["title"]!)}</td><td>{html.Prose((string)each["advice"]!)}</td></tr>\n"
            )
        );
}
