using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;

namespace Plimsoll.Cli.Journal;

/// <summary>What <c>verify</c> says of the files of events beside a journal: which are whole, and what to do about those that are not.</summary>
internal sealed class EventsCheck
{
    private readonly string _place;
    private readonly IReadOnlyList<EventFileState> _files;
    private readonly List<string> _problems = [];
    private EventGap? _gap;
    private string? _kept;

    /// <param name="folder">The folder.</param>
    /// <param name="snapshot">The newest whole snapshot: events of before it were there when it was made.</param>
    public EventsCheck(JournalFolder folder, long snapshot)
    {
        _place = folder.EventsPlace;
        _files = folder.Events is { } events ? EventVerification.Read(events) : [];
        if (folder.Events is null)
            return;

        var first = _files.Count == 0 ? snapshot + 1 : _files[0].First;
        if (first > 1)
            Add(null, new(1, first - 1), "the files of events that came first are gone");

        foreach (var file in _files)
        {
            if (file.Gap is { } gap)
                Add(
                    file,
                    gap,
                    file.UnfinishedBytes > 0
                        ? Text($"{file.Name}: damaged at byte {file.Bytes}")
                        : $"{file.Name}: a file after it is gone, or its end"
                );
        }

        if (_files is [.., { Gap: null } newest] && newest.Last < snapshot)
            Add(newest, new(newest.Last + 1, snapshot), $"{newest.Name}: its end is damaged or gone, or files after it");
    }

    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What a person can do now.</summary>
    /// <param name="bases">Records from whose state the journal can make all again that comes later; zero for none at all.</param>
    public string Advice(IReadOnlyList<long> bases)
    {
        if (_gap is not { } gap || !bases.Any(each => each < gap.First))
            return "The journal does not reach back so far that it could make these events again: only a copy of the files mends it. A start goes on without them. Nothing was changed.";

        var after = _files.SkipWhile(file => _kept is not null && file.Name != _kept).Skip(_kept is null ? 0 : 1).ToList();
        return after.Count == 0
            ? "The journal reaches back so far: the next start makes these events again. Nothing was changed."
            : $"The journal reaches back so far: with the server stopped, move {after[0].Name}{(after.Count > 1 ? " and all later files of events" : "")} out of {_place}, and the next start makes these events again. Nothing was changed.";
    }

    /// <summary>In a line.</summary>
    public string Row() =>
        _files.Count == 0 ? "none"
        : _problems.Count == 0 ? Text($"{_files.Count:N0}, whole")
        : Text($"{_files.Count:N0}, {_problems.Count} damaged or gone");

    public JsonArray ToJson() =>
        [
            .. _files.Select(file => new JsonObject
            {
                ["file"] = file.Name,
                ["first"] = file.First,
                ["last"] = file.Last,
                ["whole"] = file.Gap is null,
                ["unfinished_bytes"] = file.UnfinishedBytes,
            }),
        ];

    private void Add(EventFileState? file, EventGap gap, string problem)
    {
        (_gap, _kept) = _gap is null ? (gap, file?.Name) : (_gap, _kept);
        _problems.Add(Text($"{_place}: {problem}: the events of records {gap.First} to {gap.Last} cannot be read."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
