using Tincan.Wires.Sockets;

namespace Tincan.Checks;

/// <summary>How a program is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>How lines end that the program is sent. Defaults to <see cref="Dialect.Lf"/>; <see cref="Dialect.Auto"/> has to be probed before a case runs.</summary>
    public Dialect Dialect { get; init; } = Dialect.Lf;

    /// <summary>How the program ends its own lines. Defaults to null: as <see cref="Dialect"/>.</summary>
    public Dialect? AnswerDialect { get; init; }

    /// <summary>How a resolver ends what it sends to its table servers, which answer in the same way. Defaults to null: as <see cref="Dialect"/>.</summary>
    public Dialect? TableDialect { get; init; }

    /// <summary>Values of the suite's parameters that a person has set, by name. Defaults to none.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Values of the suite's parameters that a probe has found, by name. Defaults to none.</summary>
    public IReadOnlyDictionary<string, string> Found { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What showed each of <see cref="Found"/>, without a full stop. Defaults to nothing.</summary>
    internal IReadOnlyDictionary<string, string> Observed { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A probe tried everything, and was never answered. Defaults to false.</summary>
    internal bool IsSilent { get; init; }

    /// <summary>
    /// Cases before this one were never sent a byte, each for the whole of <see cref="AnswerTimeout"/>: a first byte is waited for <see cref="SilentServerTimeout"/> only.
    /// Defaults to false.
    /// </summary>
    internal bool IsKnownSilent { get; init; }

    /// <summary>How long the first byte of an answer may take from a server that has been silent in other cases. Defaults to 0.5 s.</summary>
    internal TimeSpan SilentServerTimeout => AnswerTimeout / 4;

    /// <summary>How long an answer may take. Defaults to 2 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing may come until it counts as nothing. Defaults to 150 ms.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long the program may take to listen, or to connect. Defaults to 30 s: some import for seconds, or sleep, and the machine may be busy.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to end when it has everything. Defaults to 10 s: some sleep before they leave.</summary>
    public TimeSpan ExitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a case may take once the program has started. Defaults to 30 s.</summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a resolver under check waits for its table servers. Defaults to 5 s, as the assignment says.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The file that a client writes its answers to. Defaults to null: the suite's own name for it.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The port that is written into a client, where a case is to listen. Defaults to 0: a free one is handed to the client.</summary>
    public int ClientPort { get; init; }

    /// <summary>Of all chance. Defaults to 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The clock. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the program is. Defaults to the system's sockets, with the clock of <see cref="Time"/>.</summary>
    internal INetwork Network { get => field ?? new SocketNetwork(Time); init; }

    /// <summary>What a client was found to print around answers; null if nothing was.</summary>
    internal Surroundings? Surroundings { get; init; }

    /// <summary>A client was found to write its answers into a file. Defaults to false.</summary>
    internal bool WritesFile { get; init; }

    /// <summary>How the program ends its own lines.</summary>
    internal Dialect EffectiveAnswerDialect => AnswerDialect ?? Dialect;

    /// <summary>Silence ends a message in one of the directions.</summary>
    internal bool IsRaw => Dialect == Dialect.Raw || EffectiveAnswerDialect == Dialect.Raw;

    /// <summary>The value of a parameter: as it was set, or found, or its default.</summary>
    public string ValueOf(Parameter parameter) =>
        Given.GetValueOrDefault(parameter.Name) ?? Found.GetValueOrDefault(parameter.Name) ?? parameter.Default;

    /// <summary>The options for a case: what a probe has found is as the suite states it in the case that is about it, so that the difference is reported once.</summary>
    public CheckOptions For(Assignment assignment, string id)
    {
        var stated = DiffersIn(assignment, id).Select(static parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return stated.Count == 0 ? this : this with { Found = Found.Where(pair => !stated.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>The parameters that a probe has found another value of, and that a case is about.</summary>
    internal IReadOnlyList<Parameter> DiffersIn(Assignment assignment, string id) =>
        [.. assignment.Parameters.Where(parameter => parameter.Cases.Contains(id) && Found.ContainsKey(parameter.Name))];
}
