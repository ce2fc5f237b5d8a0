using Tincan.Checks.Suites;

namespace Tincan.Checks.Running;

/// <summary>A whole check: its options and results.</summary>
public sealed record CheckRecord
{
    /// <summary>The suite.</summary>
    public required Suite Suite { get; init; }

    /// <summary>The program or address that is checked, as the user wrote it.</summary>
    public required string Target { get; init; }

    /// <summary>How the program is checked.</summary>
    public required CheckOptions Options { get; init; }

    /// <summary>What the probe found, one sentence each, without a full stop. Defaults to none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Writes the command line that runs one case again, from the options and the id.</summary>
    public required Func<CheckOptions, string, string> RerunCommand { get; init; }

    /// <summary>When the check started.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The results of the selected cases, in the order of the suite.</summary>
    public IReadOnlyList<CaseOutcome> Cases { get; init; } = [];

    /// <summary>A summary of the hidden cases, if <see cref="Cases"/> does not contain them; otherwise null.</summary>
    public HiddenCases? Hidden { get; init; }

    /// <summary>Why the check did not finish, without a full stop; null if it did.</summary>
    public string? WhyIncomplete { get; init; }

    /// <summary>Whether no case got a connection: the program did not listen, or did not connect.</summary>
    public bool HadNoConnection =>
        Cases.Any(static one => one.Failed is not null)
        && Cases.All(static one => one.Verdict.Runs.All(static run => run.HasPassed ? run.Events.Count == 0 : run.Failure!.IsStartFailure));

    /// <summary>Whether the program meets all requirements.</summary>
    public bool HasPassed => WhyIncomplete is null && !Cases.Any(static one => one.FailsCheck) && Hidden is not { FailsCheck: true };

    /// <summary>The points that the program gets, with hidden cases.</summary>
    public int Score => Cases.Sum(static one => one.Score) + (Hidden?.Score ?? 0);

    /// <summary>The points that all cases are worth, with hidden cases.</summary>
    public int MaxScore => Cases.Sum(static one => one.MaxScore) + (Hidden?.MaxScore ?? 0);

    /// <summary>The check without its hidden cases.</summary>
    public CheckRecord ForStudents() => Cases.Any(static one => one.Case.IsHidden)
        ? this with { Cases = [.. Cases.Where(static one => !one.Case.IsHidden)], Hidden = HiddenCases.Of(Cases.Where(static one => one.Case.IsHidden)) }
        : this;

    /// <summary>The command line that runs one case again.</summary>
    public string RerunCommandOf(string id) => RerunCommand(Options, id);

    /// <summary>How many cases have this verdict.</summary>
    public int Count<T>()
        where T : Verdict => Cases.Count(static one => one.Verdict is T);
}
