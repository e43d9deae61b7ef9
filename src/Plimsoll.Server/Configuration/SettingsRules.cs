using Plimsoll.Formats.Documents;

namespace Plimsoll.Server.Configuration;

/// <summary>What no single field can say: rules between fields, and what must not be exposed by mistake.</summary>
internal static class SettingsRules
{
    /// <summary>Adds what is wrong between fields.</summary>
    public static void Check(ServerSettings settings, MappingNode root, FaultList faults)
    {
        CheckListen(settings, root, faults);
        CheckTls(settings.Tls, root, faults);
        CheckFeeds(settings.Feeds, root, faults);
    }

    private static void CheckListen(ServerSettings settings, MappingNode root, FaultList faults)
    {
        var at = At(root, "listen", "urls");
        foreach (var url in settings.Listen.Urls)
        {
            // Kestrel takes any other name for "everywhere", which is not what whoever wrote it meant.
            if (url.HostNameType == UriHostNameType.Dns && url.Host != "localhost")
            {
                const string Advice = "Write the number of one of this machine's addresses, localhost, or 0.0.0.0 for all of them.";
                faults.Add(at, "not_an_address", $"{url} names a host, which is no address to listen on.", Advice);
                continue;
            }

            if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !settings.Listen.AllowPlainText)
            {
                const string Advice =
                    "Use https and name a certificate under tls, listen on 127.0.0.1, or, behind a proxy that speaks TLS, set listen.allow_plain_text: true.";
                faults.Add(at, "plain_text_exposed", $"{url} would send keys in plain text beyond this machine.", Advice);
            }

            if (url.Scheme == Uri.UriSchemeHttps && settings.Tls.Certificate is null)
            {
                faults.Add(at, "missing_certificate", $"{url} needs a certificate.", "Name its file in tls.certificate.");
            }
        }

        if (settings.Listen.Urls.Distinct().Count() < settings.Listen.Urls.Count)
        {
            faults.Add(at, "listed_twice", "an address is listed twice.", "Remove one.");
        }
    }

    private static void CheckTls(TlsSettings tls, MappingNode root, FaultList faults)
    {
        if (tls.Certificate is null && (tls.Key ?? tls.PasswordEnv ?? tls.PasswordFile) is not null)
        {
            faults.Add(
                At(root, "tls"),
                "missing_certificate",
                "a key or password without a certificate.",
                "Name its file in tls.certificate."
            );
        }

        if (tls.PasswordEnv is not null && tls.PasswordFile is not null)
        {
            faults.Add(
                At(root, "tls", "password_file"),
                "named_twice",
                "the password has two places.",
                "Name a variable or a file, not both."
            );
        }

        // Not shown: what is no name of a variable may well be the password itself.
        if (tls.PasswordEnv is { } variable && !IsVariableName(variable))
        {
            const string Advice = "Put the password into a variable, such as PLIMSOLL_TLS_PASSWORD, and write that name here.";
            faults.Add(At(root, "tls", "password_env"), "secret_in_file", "expected the name of an environment variable.", Advice);
        }
    }

    private static void CheckFeeds(IReadOnlyList<FeedSettings> feeds, MappingNode root, FaultList faults)
    {
        var seen = new HashSet<(string Index, string Source)>();
        for (var i = 0; i < feeds.Count; i++)
        {
            if (!seen.Add((feeds[i].Index, feeds[i].Source)))
            {
                const string Advice = "Give each feed of one index its own source, such as the name of the market.";
                faults.Add(
                    ((ListNode)root["feeds"]!).Items[i],
                    "source_twice",
                    $"{feeds[i].Index} has a source {feeds[i].Source} already.",
                    Advice
                );
            }
        }
    }

    /// <summary>The node that a fault is shown at: the field, else its section, else the file.</summary>
    private static DocumentNode At(MappingNode root, string section, string field = "") =>
        root[section] is MappingNode inner
            ? inner[field] ?? inner
            : new ScalarNode(field.Length > 0 ? $"{section}.{field}" : section, new(1, 1), "", false);

    private static bool IsVariableName(string text) =>
        !char.IsAsciiDigit(text[0]) && text.All(each => char.IsAsciiLetterUpper(each) || char.IsAsciiDigit(each) || each == '_');
}
