using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;
using Tincan.Pages;

namespace Tincan.Checks.Cases;

/// <summary>How important a requirement is.</summary>
public enum Level
{
    /// <summary>A program that fails this does not speak the protocol.</summary>
    Must,

    /// <summary>Good programs do this.</summary>
    Should,
}

/// <summary>One requirement, with a test for it.</summary>
/// <param name="Id">A stable id, such as <c>reverse.server.blank-line</c>.</param>
/// <param name="Level">How important the requirement is.</param>
/// <param name="Requirement">What the program must do, in one sentence.</param>
/// <param name="Why">What goes wrong otherwise, in one sentence.</param>
/// <param name="Hint">What to look for in the source code, in words that a beginner understands.</param>
/// <param name="RunAsync">Tests the requirement. Throws a <see cref="CheckFailedException"/> if the program does not meet it.</param>
public sealed record Case(string Id, Level Level, string Requirement, string Why, string Hint, Func<CaseContext, Task> RunAsync)
{
    /// <summary>The points for a grader, 0 or more. Defaults to 1.</summary>
    public int Points { get; init; } = 1;

    /// <summary>When students may see the case. Defaults to always.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>The day from which the case is visible. Defaults to null: none.</summary>
    public DateOnly? HiddenUntil { get; init; }

    /// <summary>Whether the case is hidden from students.</summary>
    public bool IsHidden => Visibility != Visibility.Visible;

    /// <summary>The case on a given day: visible from its day on.</summary>
    public Case On(DateOnly today) => HiddenUntil <= today ? this with { Visibility = Visibility.Visible } : this;

    /// <summary>
    /// Whether to run the case again with the bytes split, coalesced or delayed. False for cases that depend on single writes or on time. Defaults to true.
    /// </summary>
    public bool CanPerturb { get; init; } = true;

    /// <summary>Whether the case is skipped in raw, where only silence ends a message. Defaults to false.</summary>
    public bool NeedsLineEnds { get; init; }

    /// <summary>Parameters, one of which must have this value, or the case is skipped. Defaults to none: the case runs with any value.</summary>
    public IReadOnlyList<(Parameter Parameter, string Value)> NeedsAnyOf { get; init; } = [];

    /// <summary>Whether the case only runs in raw, where only silence ends a message. Defaults to false.</summary>
    public bool NeedsRaw { get; init; }

    /// <summary>Whether the case only runs if the user has named the file that the program writes. Defaults to false.</summary>
    public bool NeedsOutputFile { get; init; }

    /// <summary>Whether the case starts the program a second time, on the same port. Defaults to false.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>Whether no connection changes what a later one gets, so that a running program may serve several runs. Defaults to false.</summary>
    public bool IsStateless { get; init; }

    /// <summary>Why the case is skipped, without a full stop; null if it runs.</summary>
    /// <param name="assignment">What the program should be.</param>
    /// <param name="options">How the program is checked.</param>
    /// <param name="target">The program.</param>
    public string? WhySkipped(Assignment assignment, CheckOptions options, ITarget target)
    {
        var isRaw = options.Dialect == Dialect.Raw;
        return NeedsRestart && !target.CanRunInParallel ? "cannot be judged on a port that the program chooses: the port could stay in use for a minute"
            : NeedsOutputFile && options.OutputFile is null ? "needs the name of the file that the program writes: --out-file NAME"
            : NeedsAnyOf.Count > 0 && NeedsAnyOf.All(needed => options.ValueOf(needed.Parameter) != needed.Value)
                ? $"is about {string.Join(" or ", NeedsAnyOf.Select(static needed => $"{needed.Parameter.Name}={needed.Value}"))}"
            : NeedsRaw && !isRaw ? "is about raw, where nothing ends a message but silence"
            : NeedsLineEnds && (isRaw || (assignment.Side == Side.Client && options.EffectiveAnswerDialect == Dialect.Raw))
                ? "cannot be judged in raw, where nothing but silence ends a message"
            : null;
    }

    /// <summary>Whether the case sends several messages without waiting for answers, so that they can be coalesced. Defaults to false.</summary>
    public bool IsPipelined { get; init; }
}
