using Tincan.Checks.Suites;

namespace Tincan.Checks.Running;

/// <summary>What is known of a whole check.</summary>
public sealed record CheckRecord
{
    /// <summary>Which suite.</summary>
    public required Suite Suite { get; init; }

    /// <summary>What is checked, as a person wrote it.</summary>
    public required string Target { get; init; }

    /// <summary>How.</summary>
    public required CheckOptions Options { get; init; }

    /// <summary>What was found out about the program before it was judged, a sentence each, without a full stop. Defaults to nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Writes the command that runs one case again, by its id, in the same way.</summary>
    public required Func<CheckOptions, string, string> RerunCommand { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The cases that were chosen, in the order of the suite.</summary>
    public IReadOnlyList<CaseOutcome> Cases { get; init; } = [];

    /// <summary>What may be said of the cases that students may not see, which are then not among <see cref="Cases"/>; null if all cases are there.</summary>
    public HiddenCases? Hidden { get; init; }

    /// <summary>Why it could not be run to its end, without a full stop; null if it could.</summary>
    public string? WhyIncomplete { get; init; }

    /// <summary>Not one case got a connection: the program never listened, or never connected.</summary>
    public bool HadNoConnection =>
        Cases.Any(static one => one.Failed is not null)
        && Cases.All(static one => one.Verdict.Runs.All(static run => run.HasPassed ? run.Events.Count == 0 : run.Failure!.IsStartFailure));

    /// <summary>The program met everything that it had to.</summary>
    public bool HasPassed => WhyIncomplete is null && !Cases.Any(static one => one.FailsCheck) && Hidden is not { FailsCheck: true };

    /// <summary>What the program has earned, hidden cases included.</summary>
    public int Score => Cases.Sum(static one => one.Score) + (Hidden?.Score ?? 0);

    /// <summary>What it could earn, hidden cases included.</summary>
    public int MaxScore => Cases.Sum(static one => one.MaxScore) + (Hidden?.MaxScore ?? 0);

    /// <summary>The check as students may see it.</summary>
    public CheckRecord ForStudents() => Cases.Any(static one => one.Case.IsHidden)
        ? this with { Cases = [.. Cases.Where(static one => !one.Case.IsHidden)], Hidden = HiddenCases.Of(Cases.Where(static one => one.Case.IsHidden)) }
        : this;

    /// <summary>The command that runs one case again.</summary>
    public string RerunCommandOf(string id) => RerunCommand(Options, id);

    /// <summary>How many cases ended like this.</summary>
    public int Count<T>()
        where T : Verdict => Cases.Count(static one => one.Verdict is T);
}
