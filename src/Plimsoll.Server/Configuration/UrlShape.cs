using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Configuration;

/// <summary>An absolute address of one of a few schemes, without user, password or query: those would be secrets in a file.</summary>
/// <param name="schemes">The schemes, such as <c>http</c>.</param>
public sealed class UrlShape(params string[] schemes) : Shape
{
    /// <summary>Whether it may have a path.</summary>
    public bool HasPath { get; init; } = true;

    /// <summary>A sound one, shown where another is not.</summary>
    public string Example { get; init; } = $"{schemes[0]}://127.0.0.1:4100";

    /// <inheritdoc/>
    public override void Check(DocumentNode node, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(faults);
        var example = node is ScalarNode { Text: var written } && IsHostAndPort(written) ? $"{schemes[0]}://{written}" : Example;
        if (node is ScalarNode { Text: var text } && PortOf(text) is > ushort.MaxValue)
        {
            faults.Add(
                node,
                "not_an_address",
                $"expected a port up to {ushort.MaxValue}, found {PortOf(text)}.",
                $"Write it as {example}."
            );
            return;
        }

        if (
            node is not ScalarNode scalar
            || !Uri.TryCreate(scalar.Text, UriKind.Absolute, out var url)
            || !schemes.Contains(url.Scheme, StringComparer.Ordinal)
            || url.Host.Length == 0
        )
        {
            var advice = $"Write it as {example}.";
            faults.Add(
                node,
                "not_an_address",
                $"expected an address that begins with {string.Join(" or ", schemes)}, found {Shown(node)}.",
                advice
            );
        }
        else if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            faults.Add(
                node,
                "secret_in_file",
                "an address here has no user, password, query or fragment.",
                "Name an environment variable or a file for what is secret."
            );
        }
        else if (!HasPath && url.AbsolutePath is not "/")
        {
            faults.Add(node, "not_an_address", $"expected no path, found {url.AbsolutePath}.", $"Write it as {example}.");
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = $"^({string.Join('|', schemes)})://" };

    /// <summary>The number behind the last colon of an address without a path; null when there is none.</summary>
    private static long? PortOf(string text)
    {
        var from = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var colon = text.LastIndexOf(':');
        return
            from >= 3
            && colon >= from
            && !text.Contains('@', StringComparison.Ordinal)
            && long.TryParse(text[(colon + 1)..].TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;
    }

    /// <summary>Such as <c>collector:4317</c>: all but the scheme is there.</summary>
    private static bool IsHostAndPort(string text) =>
        text.Split(':') is [{ Length: > 0 } host, var port]
        && host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // What has an @ may be a password that was put where it does not belong.
    private static string Shown(DocumentNode node) =>
        node is ScalarNode { Text: var text } && text.Contains('@', StringComparison.Ordinal) ? "something else" : node.Kind;
}
