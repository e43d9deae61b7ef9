using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>Reads the values of options, and says what was expected where that fails.</summary>
internal static partial class OptionValues
{
    private const double SpeedMost = 1_000_000;
    private const int StatementsMost = 20;
    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd",
        .. new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.fff" }.SelectMany(time =>
            new[] { $"yyyy-MM-dd'T'{time}", $"yyyy-MM-dd' '{time}", $"yyyy-MM-dd'T'{time}'Z'" }
        ),
    ];

    /// <summary>A whole number; thousands may be set apart by commas or underscores.</summary>
    public static bool Whole(ArgumentResult result, string option, long least, long most, out long number)
    {
        var text = result.Tokens[0].Value;
        number = 0;
        var isWhole =
            WholeNumber.IsMatch(text)
            && long.TryParse(
                text.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out number
            );
        if (isWhole && number >= least && number <= most)
        {
            return true;
        }

        var range = least == long.MinValue ? "a whole number of 64 bits" : $"a whole number from {least} to {most}";
        result.AddError($"{option}: expected {range}; found \"{text}\".");
        return false;
    }

    public static ReplayPreset? Preset(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        var preset = ReplayPreset.Find(name);
        if (preset is null)
        {
            result.AddError($"--preset: expected one of {string.Join(", ", ReplayPreset.All.Select(one => one.Name))}; found \"{name}\".");
        }

        return preset;
    }

    public static double? Speed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed)
            && speed is > 0 and <= SpeedMost
        )
        {
            return speed;
        }

        result.AddError($"--speed: expected a number above 0 and at most {SpeedMost:0}; found \"{text}\".");
        return null;
    }

    /// <summary>A moment in UTC: a date, or date and time to the minute, second or millisecond.</summary>
    public static DateTimeOffset? Moment(ArgumentResult result, string option)
    {
        var text = result.Tokens[0].Value;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, Utc, out var moment))
        {
            return moment;
        }

        result.AddError($"{option}: expected a time in UTC such as 2020-03-12T10:30 or 2020-03-12; found \"{text}\".");
        return null;
    }

    /// <summary>Numbers of accounts, with commas between them.</summary>
    public static IReadOnlyList<int> Accounts(ArgumentResult result, string option)
    {
        var accounts = new List<int>();
        var texts = result.Tokens.SelectMany(token => token.Value.Split(',')).ToList();
        foreach (var text in texts)
        {
            if (
                !int.TryParse(
                    text,
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out var account
                )
            )
            {
                result.AddError($"{option}: expected numbers of accounts with commas between them, such as 14354,14355; found \"{text}\".");
                return [];
            }

            accounts.Add(account);
        }

        if (accounts.Count > StatementsMost)
        {
            result.AddError($"{option}: expected at most {StatementsMost} accounts; found {accounts.Count}.");
        }

        return accounts;
    }

    [GeneratedRegex("^[+-]?([0-9][0-9_]*|[0-9]{1,3}(,[0-9]{3})+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex WholeNumber { get; }
}
