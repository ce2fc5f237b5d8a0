using Tincan.Framing.Framings;
using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages;

/// <summary>A protocol, as its page says it.</summary>
public sealed record Page
{
    /// <summary>The file's name without its ending: <c>sum</c> for <c>sum.md</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The first heading; the name if there is none.</summary>
    public required string Title { get; init; }

    /// <summary>The first sentence of the first paragraph; empty if there is none.</summary>
    public string Summary { get; init; } = "";

    public required SourceText Source { get; init; }

    public required FramingPair Framing { get; init; }

    /// <summary>The port on which it is served if no other is given; 0 for any that is free.</summary>
    public int Port { get; init; }

    public IReadOnlyList<PageParameter> Parameters { get; init; } = [];

    /// <summary>What a server does with a message that is not whole at the FIN; null if the page does not say.</summary>
    public Unfinished? Unfinished { get; init; }

    /// <summary>The ids of derived cases that do not apply to this protocol.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>It makes no difference how the bytes are cut into reads, although there is no framing: <c>reads any</c>.</summary>
    public bool IsStream { get; init; }

    /// <summary>A program may leave out the ends of its lines, and take each read for a message: <c>line-ends optional</c>.</summary>
    public bool HasOptionalLineEnds { get; init; }

    /// <summary>A program may pad each message with spaces to a fixed size: <c>padding optional</c>.</summary>
    public bool HasOptionalPadding { get; init; }

    /// <summary>The file in which a client finds what is typed, too; null if there is none: <c>input NAME</c>.</summary>
    public string? InputFile { get; init; }

    /// <summary>The file in which a server may keep its answers; null if none does: <c>output NAME</c>.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Within how many seconds a program must answer, where a line does not say otherwise; null if the page leaves that to the check: <c>answers within TIME</c>.</summary>
    public Expression? AnswerTime { get; init; }

    /// <summary>What the servers do that the program under test calls, by their numbers: <c>rules T1</c>.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Rule>> Upstreams { get; init; } = new Dictionary<int, IReadOnlyList<Rule>>();

    /// <summary>A client may use one connection for all its messages, or another one for each: <c>connections any</c>.</summary>
    public bool IsAnyConnection { get; init; }

    /// <summary>The ids of derived cases that are recommendations.</summary>
    public IReadOnlyList<string> Recommended { get; init; } = [];

    /// <summary>The files that a program finds in its folder, by name: <c>file</c> blocks.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public IReadOnlyList<PageCase> Cases { get; init; } = [];

    /// <summary>The rules; of a page without any, rules that answer what its transcripts say, in their order.</summary>
    public IReadOnlyList<Rule> ServerRules => Rules.Count > 0 ? Rules : TranscriptRules.Of([.. Cases.Where(static one => one.Side != RoleKind.Client)], Parameters);

    /// <summary>Why a parameter cannot have a value, as a sentence; null if it can.</summary>
    public string? WhyNot(string name, string value)
    {
        var parameter = Parameters.FirstOrDefault(parameter => parameter.Name == name);
        return parameter is null
            ? $"{Name} has no parameter '{name}': {DidYouMean.Hint(name, Parameters.Select(static one => one.Name), Parameters.Count == 0 ? "it has none" : $"it has {string.Join(", ", Parameters.Select(static one => one.Name))}")}"
            : parameter.Choices.Count > 0 && !parameter.Choices.Contains(value) ? $"'{value}' is no value of '{name}': it is {string.Join(" or ", parameter.Choices)}"
            : IsTime(name) && !new TextValue(value).TryNumber(out _) ? $"'{value}' is no value of '{name}', which is a number of seconds"
            : parameter.Holes is [.., var hole] && !value.Contains(hole, StringComparison.Ordinal) ? $"'{name}' has to have {hole} in it, as in '{parameter.Default}'" : null;
    }

    /// <summary>Whether the program under test calls other servers.</summary>
    public bool CallsServers => Upstreams.Count > 0 || Cases.Any(static one => one.Transcript.Called.Count + one.Transcript.Upstreams.Count > 0);

    /// <summary>Whether a time on the page depends on a parameter.</summary>
    public bool IsTime(string parameter) => Times.SelectMany(static time => time.Names()).Any(name => name.Text == $"${parameter}");

    /// <summary>All times on the page.</summary>
    internal IEnumerable<Expression> Times =>
    [
        .. AnswerTime is { } time ? [time] : (IEnumerable<Expression>)[],
        .. Rules.Concat(Upstreams.Concat(Cases.SelectMany(static one => one.Transcript.Upstreams)).SelectMany(static one => one.Value)).SelectMany(static rule => rule.Actions).OfType<WaitAction>().Select(static wait => wait.Time),
        .. Cases.SelectMany(static one => one.Transcript.Times),
    ];

    /// <summary>Whether a step is about the file in which a server keeps its answers.</summary>
    public bool IsOutput(Step step) => step is FileStep { IsWritten: true } file && OutputFile is { } name && file.Name == ByteText.FromUtf8(name);

    /// <summary>The values of all parameters.</summary>
    /// <param name="set">Those that are set; the others have their defaults.</param>
    public IReadOnlyDictionary<string, Value> Values(IReadOnlyDictionary<string, string> set) => Parameters.ToDictionary(
        static parameter => parameter.Name,
        parameter => (Value)new TextValue(set.TryGetValue(parameter.Name, out var value) ? value : parameter.Default) { Holes = parameter.Holes });
}
