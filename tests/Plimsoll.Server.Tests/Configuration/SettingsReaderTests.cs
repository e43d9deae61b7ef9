using Plimsoll.Formats.Documents;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Tests.Configuration;

/// <summary>The server's file and the environment, read strictly.</summary>
public sealed class SettingsReaderTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact, Trait("Criterion", "SECU-060")]
    public void Without_a_file_the_server_answers_this_machine_alone()
    {
        var settings = SettingsReader.Read("none", text: null, Nothing);
        var empty = SettingsReader.Read("empty.yaml", "# nothing\n\n", Nothing);

        Assert.All(settings.Listen.Urls, url => Assert.True(url.IsLoopback));
        Assert.Equal(SettingsText.Of(ServerSettings.Default).ToJsonString(), SettingsText.Of(settings).ToJsonString());
        Assert.Equal(SettingsText.Of(settings).ToJsonString(), SettingsText.Of(empty).ToJsonString());
    }

    [Fact, Trait("Criterion", "SECU-060")]
    public void Every_field_of_a_file_is_read()
    {
        const string Text = """
            listen: { urls: ["https://0.0.0.0:443"], allow_plain_text: true }
            tls: { certificate: a.pem, key: b.pem, password_env: TLS_PASSWORD }
            data: { folder: /var/lib/plimsoll }
            journal: { segment_size: 8MiB, snapshot_commands: 5_000, snapshot_interval: 90s, snapshots_kept: 7, stalled_after: 2s }
            clock: { max_step: 3s }
            limits:
              { queue: 17, connections: 18, connections_per_address: 30, request_size: 2KiB, json_depth: 19, requests_per_second: 20, request_burst: 21, commands_per_second: 29,
                failures_per_minute: 22, websocket_frame: 4096, subscriptions: 23, outbound_queue: 24 }
            risk: { trade_band_percent: 25 }
            security: { signature_window: 750ms, nonces: 2_000, first_key: false, first_key_loopback_only: false, sealing_key_file: /k }
            telemetry:
              { otlp_endpoint: "http://collector:4318", otlp_protocol: http, otlp_interval: 1m, prometheus: false, log_format: text, log_level: error }
            venue: venue.yaml
            feeds:
              - { venue: deribit, symbols: [BTC-PERPETUAL], index: BTC-USD, endpoint: "wss://test.deribit.com/ws/api/v2" }
              - { venue: pyth, symbols: [BTC], index: BTC-USD, source: oracle }
            """;

        var settings = SettingsReader.Read("server.yaml", Text, Nothing);

        Assert.Equal(
            """{"listen":{"urls":["https://0.0.0.0"],"allow_plain_text":true},"tls":{"certificate":"a.pem","key":"b.pem","password_env":"TLS_PASSWORD"},"data":{"folder":"/var/lib/plimsoll"},"journal":{"segment_size":"8MiB","snapshot_commands":5000,"snapshot_interval":"90s","snapshots_kept":7,"stalled_after":"2s"},"clock":{"max_step":"3s"},"limits":{"queue":17,"connections":18,"connections_per_address":30,"request_size":"2KiB","json_depth":19,"requests_per_second":20,"request_burst":21,"commands_per_second":29,"failures_per_minute":22,"websocket_frame":"4KiB","subscriptions":23,"outbound_queue":24},"risk":{"trade_band_percent":25},"security":{"signature_window":"750ms","nonces":2000,"first_key":false,"first_key_loopback_only":false,"sealing_key_file":"/k"},"telemetry":{"otlp_endpoint":"http://collector:4318","otlp_protocol":"http","otlp_interval":"1m","prometheus":false,"log_format":"text","log_level":"error"},"venue":"venue.yaml","feeds":[{"venue":"deribit","symbols":["BTC-PERPETUAL"],"index":"BTC-USD","source":"deribit","endpoint":"wss://test.deribit.com/ws/api/v2"},{"venue":"pyth","symbols":["BTC"],"index":"BTC-USD","source":"oracle"}]}""",
            SettingsText.Of(settings).ToJsonString()
        );
    }

    [Theory, Trait("Criterion", "SECU-043")]
    [InlineData("{}", 2_500)]
    [InlineData("{ connections: 1_000 }", 250)]
    [InlineData("{ connections: 20 }", 16)]
    [InlineData("{ connections: 1_000, connections_per_address: 3 }", 3)]
    public void Connections_of_an_address_follow_from_all_of_them_where_they_are_not_named(string limits, int expected)
    {
        var settings = SettingsReader.Read("server.yaml", $"limits: {limits}", Nothing);

        Assert.Equal(expected, settings.Limits.ConnectionsPerAddress);
    }

    [Theory, Trait("Criterion", "SECU-061")]
    [InlineData("limit: {}", "unknown_field", "limit", 1, "Did you mean limits?")]
    [InlineData("limits:\n  qeue: 5", "unknown_field", "limits.qeue", 2, "Did you mean queue?")]
    [InlineData("limits:\n  queue: many", "not_a_number", "limits.queue", 2, "")]
    [InlineData("limits:\n  queue: 1", "out_of_range", "limits.queue", 2, "")]
    [InlineData("limits:\n  request_size: 1MB", "not_a_size", "limits.request_size", 2, "1MiB")]
    [InlineData("limits:\n  request_size: 1GiB", "out_of_range", "limits.request_size", 2, "")]
    [InlineData("security:\n  signature_window: 5", "not_a_duration", "security.signature_window", 2, "5s")]
    [InlineData("security:\n  signature_window: 5h", "out_of_range", "security.signature_window", 2, "")]
    [InlineData("clock:\n  max_step: 999ms", "out_of_range", "clock.max_step", 2, "")]
    [InlineData("clock:\n  max_step: 61m", "out_of_range", "clock.max_step", 2, "")]
    [InlineData("listen:\n  urls: [localhost]", "not_an_address", "listen.urls[0]", 2, "http://127.0.0.1:4100")]
    [InlineData("telemetry:\n  otlp_endpoint: collector:4317", "not_an_address", "telemetry.otlp_endpoint", 2, "http://collector:4317.")]
    [InlineData("telemetry:\n  otlp_endpoint: collector", "not_an_address", "telemetry.otlp_endpoint", 2, "http://127.0.0.1:4317.")]
    [InlineData("listen:\n  urls: ['http://127.0.0.1:1/api']", "not_an_address", "listen.urls[0]", 2, "")]
    [InlineData("listen:\n  urls: ['http://0.0.0.0:1']", "plain_text_exposed", "listen.urls", 2, "certificate")]
    [InlineData("listen:\n  urls: ['http://example.com:1']", "not_an_address", "listen.urls", 2, "0.0.0.0")]
    [InlineData("listen:\n  urls: ['https://127.0.0.1:1']", "missing_certificate", "listen.urls", 2, "tls.certificate")]
    [InlineData("listen:\n  urls: ['http://127.0.0.1:1', 'http://127.0.0.1:1']", "listed_twice", "listen.urls", 2, "")]
    [InlineData(
        "telemetry:\n  otlp_endpoint: http://user:hunter2@collector",
        "secret_in_file",
        "telemetry.otlp_endpoint",
        2,
        "environment"
    )]
    [InlineData("tls:\n  password: hunter2", "unknown_field", "tls.password", 2, "password_")]
    [InlineData("tls:\n  certificate: a\n  password_env: hunter2", "secret_in_file", "tls.password_env", 3, "variable")]
    [InlineData("tls:\n  key: b", "missing_certificate", "tls", 2, "")]
    [InlineData("feeds:\n  - { venue: binanse, symbols: [A], index: B }", "not_a_choice", "feeds[0].venue", 2, "binance")]
    [InlineData("feeds:\n  - { venue: okx, symbols: [], index: B }", "too_few", "feeds[0].symbols", 2, "")]
    [InlineData("feeds:\n  - { venue: okx, symbols: [A, C], index: B }", "too_many", "feeds[0].symbols", 2, "")]
    [InlineData(
        "feeds:\n  - { venue: okx, symbols: [A], index: B }\n  - { venue: okx, symbols: [C], index: B }",
        "source_twice",
        "feeds[1]",
        3,
        "source"
    )]
    public void A_fault_names_field_line_and_advice(string text, string code, string field, int line, string advice)
    {
        var (settings, faults) = ConfigurationCheck.Of("server.yaml", text, Nothing);

        var fault = Assert.Single(faults);
        Assert.Null(settings);
        Assert.Equal((code, field, line), (fault.Code, fault.Path, fault.Place.Line));
        Assert.Contains(advice, fault.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{fault}", StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-061")]
    public void All_faults_are_told_at_once()
    {
        var (_, faults) = ConfigurationCheck.Of("server.yaml", "limits:\n  queue: 0\n  qeue: 1\nvenu: x", Nothing);

        Assert.Equal([2, 3, 4], faults.Select(fault => fault.Place.Line));
    }

    [Fact, Trait("Criterion", "SECU-062")]
    public void The_environment_wins_over_the_file()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PLIMSOLL__LIMITS__QUEUE"] = "1024",
            ["PLIMSOLL__LISTEN__URLS"] = "http://127.0.0.1:5000, http://[::1]:5000",
            ["PLIMSOLL__VENUE"] = "other.yaml",
            ["PLIMSOLL__CLOCK__MAX_STEP"] = "1m",
            ["PLIMSOLL_EXPLORE"] = "1", // not one of these
        };

        var settings = SettingsReader.Read("server.yaml", "limits: { queue: 99, subscriptions: 5 }\nvenue: mine.yaml", environment);

        Assert.Equal((1024, 5), (settings.Limits.Queue, settings.Limits.Subscriptions));
        Assert.Equal(["http://127.0.0.1:5000/", "http://[::1]:5000/"], settings.Listen.Urls.Select(url => url.AbsoluteUri));
        Assert.Equal("other.yaml", settings.Venue);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.Clock.MaxStep);
    }

    [Theory, Trait("Criterion", "SECU-062")]
    [InlineData("PLIMSOLL__LIMITS__QEUE", "5", "unknown_variable", "Did you mean PLIMSOLL__LIMITS__QUEUE?")]
    [InlineData("PLIMSOLL__", "5", "unknown_variable", "PLIMSOLL__")]
    [InlineData("PLIMSOLL__LIMITS", "5", "unknown_variable", "")]
    [InlineData("PLIMSOLL__FEEDS__0__VENUE", "okx", "unknown_variable", "file")]
    [InlineData("PLIMSOLL_LIMITS_QUEUE", "5", "unknown_variable", "PLIMSOLL__LIMITS__QUEUE")]
    [InlineData("PLIMSOLL__LIMITS__QUEUE", "", "not_a_number", "")]
    [InlineData("PLIMSOLL__LIMITS__QUEUE", "lots", "not_a_number", "")]
    public void A_variable_that_cannot_hold_is_refused_by_name(string variable, string value, string code, string advice)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value };

        var fault = Assert.Single(ConfigurationCheck.Of("server.yaml", text: null, environment).Faults);

        Assert.Equal((code, variable, 0), (fault.Code, fault.Path, fault.Place.Line));
        Assert.Contains(advice, fault.Advice, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-062")]
    public void Variables_that_are_no_settings_are_let_alone()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PLIMSOLL_KEY"] = "k",
            ["PLIMSOLL_TLS_PASSWORD"] = "p",
            ["PLIMSOLL_RENEW"] = "1",
        };

        Assert.Empty(ConfigurationCheck.Of("server.yaml", text: null, environment).Faults);
    }

    [Fact, Trait("Criterion", "SECU-062")]
    public void Every_field_but_feeds_has_its_variable()
    {
        var sections = SettingsText.Of(ServerSettings.Default);

        Assert.Equal(
            sections.Select(each => each.Key).Where(name => name != "feeds").Order(StringComparer.Ordinal),
            EnvironmentOverrides
                .Known.Select(each => each.Section.Length > 0 ? each.Section : each.Field.Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact, Trait("Criterion", "SECU-063")]
    public void What_the_settings_name_on_this_machine_is_looked_for()
    {
        var settings = new ServerSettings
        {
            Tls = new() { Certificate = "/no/such.pem", PasswordEnv = "NO_SUCH_VARIABLE" },
            Venue = "/no/such.yaml",
        };

        var faults = ConfigurationCheck.OnThisMachine(settings, Nothing);

        Assert.Equal(["tls.certificate", "venue", "tls.password_env"], faults.Select(fault => fault.Path));
        Assert.Empty(ConfigurationCheck.OnThisMachine(ServerSettings.Default, Nothing));
    }

    [Theory, Trait("Criterion", "SECU-061")]
    [InlineData("- a\n- b")]
    [InlineData("limits: [")]
    public void What_is_no_settings_file_is_said_to_be_none(string text) =>
        Assert.Throws<DocumentException>(() => SettingsReader.Read("server.yaml", text, Nothing));
}
