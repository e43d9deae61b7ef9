using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Testing;

namespace Plimsoll.Server.Tests;

/// <summary>Inputs nobody thought of: pieces of good ones, cut, doubled, changed. Each is read or refused in words of our own.</summary>
public sealed class FuzzTests
{
    private const string Order =
        """{"account":"alice","price":"-12.50","side":"sell","reduce_only":true,"legs":[{"account":"b","price":"1"},{"account":"c","price":"0.001","legs":[]}]}""";

    private const string Record =
        """{"type":"key_created","label":"bot","roles":1,"accounts":["alice"],"proof":{"salt":"AAAA","hash":"AAAA","sealed":""},"is_loopback_only":false,"id":"aaaaaaaaaaaa","at":7,"by":""}""";

    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "null",
        "1e999",
        "-",
        "\u0000",
        "\uFFFD",
        "\\ud800",
        "$",
        "'",
        "\n",
        "  ",
        "#",
        "&a",
        "*a",
        "!!",
        "0x7f",
        "NaN",
        "http://[",
        "\t",
        "99999999999999999999",
        "1h",
        "true",
        "𝟙",
    ];

    [Fact, Trait("Criterion", "SECU-051")]
    public void A_body_is_read_or_answered_by_a_problem_that_names_no_type_of_the_program()
    {
        var options = ApiJson.Options(16);
        Holds(
            Order,
            text =>
            {
                try
                {
                    _ = JsonSerializer.Deserialize<OrderBody>(Encoding.UTF8.GetBytes(text), options);
                    return true;
                }
                catch (JsonException exception)
                {
                    var problem = JsonFaults.Of(exception, typeof(OrderBody), options);
                    return (int)problem.Code is >= 1_000 and < 1_010
                        && problem.Detail?.Contains("System.", StringComparison.Ordinal) is not true
                        && problem.Detail?.Contains("Plimsoll.", StringComparison.Ordinal) is not true;
                }
            }
        );
    }

    [Fact, Trait("Criterion", "SECU-061")]
    public void Settings_are_read_or_refused_with_a_fault() =>
        Holds(
            SampleFile.Of(ServerSettings.Default with { Feeds = [new("okx", ["BTC-USDT"], "BTC-USD", "okx", null)] }),
            text => ConfigurationCheck.Of("fuzz", text, Nothing) is var (settings, faults) && settings is null == faults.Count > 0
        );

    [Fact, Trait("Criterion", "SECU-062")]
    public void A_variable_holds_or_is_refused_with_a_fault() =>
        Prop.ForAll<NonNull<string>, byte>(
                (value, which) =>
                {
                    var variable = EnvironmentOverrides.Known[which % EnvironmentOverrides.Known.Count].Variable;
                    var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value.Item };
                    var (settings, faults) = ConfigurationCheck.Of("fuzz", text: null, environment);
                    return settings is null == faults.Count > 0;
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact, Trait("Criterion", "SECU-006")]
    public void A_record_is_read_or_refused_as_none() =>
        Holds(
            Record,
            text =>
            {
                try
                {
                    var record = KeyRecordCodec.Decode(Encoding.UTF8.GetBytes(text));
                    return Enum.IsDefined(new ApiKeyBook().Check(record));
                }
                catch (FormatException)
                {
                    return true;
                }
            }
        );

    private static void Holds(string seed, Func<string, bool> property) =>
        Prop.ForAll<(ushort At, ushort Length, byte Piece)[]>(changes =>
            {
                var text = seed;
                foreach (var (at, length, piece) in (changes ?? []).Take(4))
                {
                    var start = at % (text.Length + 1);
                    var cut = Math.Min(length % 24, text.Length - start);
                    text = text[..start] + (piece % 2 == 0 ? Pieces[piece / 2 % Pieces.Length] : "") + text[(start + cut)..];
                }

                return property(text);
            })
            .Check(Exploration.Of(1_000));
}
