namespace Tincan.Checks;

/// <summary>How to check a program.</summary>
public sealed record CheckOptions
{
    /// <summary>
    /// The line end of lines that the program receives. Defaults to <see cref="Dialect.Lf"/>. <see cref="Dialect.Auto"/> must be probed before a case runs.
    /// </summary>
    public Dialect Dialect { get; init; } = Dialect.Lf;

    /// <summary>The line end of lines that the program sends. Defaults to null: the same as <see cref="Dialect"/>.</summary>
    public Dialect? AnswerDialect { get; init; }

    /// <summary>The line end between a resolver and its table servers, in both directions. Defaults to null: the same as <see cref="Dialect"/>.</summary>
    public Dialect? TableDialect { get; init; }

    /// <summary>Parameters that the user has set: values by name. Defaults to none.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Parameters that a probe has found: values by name. Defaults to none.</summary>
    public IReadOnlyDictionary<string, string> Found { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The observation behind each value of <see cref="Found"/>, by name, without a full stop. Defaults to none.</summary>
    internal IReadOnlyDictionary<string, string> Observed { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the program did not answer any message of the probe. Defaults to false.</summary>
    internal bool IsSilent { get; init; }

    /// <summary>
    /// Whether the previous cases waited <see cref="AnswerTimeout"/> and received no byte. The first byte then has only <see cref="SilentServerTimeout"/>.
    /// Defaults to false.
    /// </summary>
    internal bool IsKnownSilent { get; init; }

    /// <summary>How long a server that was silent in other cases may take to send its first byte: a quarter of <see cref="AnswerTimeout"/>.</summary>
    internal TimeSpan SilentServerTimeout => AnswerTimeout / 4;

    /// <summary>How long an answer may take. Defaults to 2 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest wait for anything that the program should do, where only the verdict counts, as in a self-test; the reason for a failure is not looked for
    /// then. Defaults to null: both count.
    /// </summary>
    internal TimeSpan? VerdictWait { get; init; }

    /// <summary>A wait for something that the program should do, within <see cref="VerdictWait"/>.</summary>
    internal TimeSpan AtMost(TimeSpan wait) => wait < VerdictWait || VerdictWait is null ? wait : VerdictWait.Value;

    /// <summary>How long the connection must be quiet before a case decides that nothing more comes. Defaults to 150 ms.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// How long the program may take to listen or to connect. Defaults to 30 s, because some programs import for seconds or sleep, and the machine may be busy.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to exit after the last answer. Defaults to 10 s, because some clients sleep before they exit.</summary>
    public TimeSpan ExitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a case may take after the program has started. Defaults to 30 s.</summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The file that a client writes its answers to. Defaults to null: the name in the assignment.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The port that is hard-coded in a client, on which the case listens. Defaults to 0: the client gets a free port.</summary>
    public int ClientPort { get; init; }

    /// <summary>Seeds the random choices of faults. Defaults to 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The clock. Defaults to the system clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The network that the program uses. Defaults to sockets, with the clock of <see cref="Time"/>.</summary>
    internal INetwork Network { get => field ?? new SocketNetwork(Time); init; }

    /// <summary>What the client prints around its answers, as the probe found it; null if nothing.</summary>
    internal Surroundings? Surroundings { get; init; }

    /// <summary>Whether the client writes its answers to a file, as the probe found it. Defaults to false.</summary>
    internal bool WritesFile { get; init; }

    /// <summary>The line end of lines that the program sends.</summary>
    internal Dialect EffectiveAnswerDialect => AnswerDialect ?? Dialect;

    /// <summary>Whether messages in either direction have no line end, and end with silence.</summary>
    internal bool IsRaw => Dialect == Dialect.Raw || EffectiveAnswerDialect == Dialect.Raw;

    /// <summary>The value of a parameter: set by the user, found by the probe, or the default.</summary>
    public string ValueOf(Parameter parameter) =>
        Given.GetValueOrDefault(parameter.Name) ?? Found.GetValueOrDefault(parameter.Name) ?? parameter.Default;

    /// <summary>The options for a case. A case about a parameter ignores the probed value of that parameter, so that the difference is reported once.</summary>
    public CheckOptions For(Assignment assignment, string id)
    {
        var stated = DiffersIn(assignment, id).Select(static parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return stated.Count == 0 ? this : this with { Found = Found.Where(pair => !stated.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>The parameters that a case is about, and for which the probe found a value other than the default.</summary>
    internal IReadOnlyList<Parameter> DiffersIn(Assignment assignment, string id) =>
        [.. assignment.Parameters.Where(parameter => parameter.Cases.Contains(id) && Found.ContainsKey(parameter.Name))];
}
