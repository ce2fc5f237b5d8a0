using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;
using Tincan.Pages;

namespace Tincan.Checks.Cases;

/// <summary>How binding a requirement is.</summary>
public enum Level
{
    /// <summary>A program that does not do this does not speak the protocol.</summary>
    Must,

    /// <summary>A good program does this.</summary>
    Should,
}

/// <summary>One requirement, and how to find out whether a program meets it.</summary>
/// <param name="Id">Stable for ever: <c>reverse.server.blank-line</c>.</param>
/// <param name="Level">How binding it is.</param>
/// <param name="Requirement">What the program has to do, in one sentence.</param>
/// <param name="Why">What goes wrong otherwise, in one sentence.</param>
/// <param name="Hint">What to look at in the program's text, in words a beginner can act on.</param>
/// <param name="RunAsync">Finds out: ends, or fails with a <see cref="CheckFailedException"/>.</param>
public sealed record Case(string Id, Level Level, string Requirement, string Why, string Hint, Func<CaseContext, Task> RunAsync)
{
    /// <summary>What it is worth to a grader, 0 or more. Defaults to 1.</summary>
    public int Points { get; init; } = 1;

    /// <summary>When students may see it. Defaults to always.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>The day from which it is visible. Defaults to null: no day makes it so.</summary>
    public DateOnly? HiddenUntil { get; init; }

    /// <summary>Students may not see it now.</summary>
    public bool IsHidden => Visibility != Visibility.Visible;

    /// <summary>The case as it is on a day: hidden no longer if its day has come.</summary>
    public Case On(DateOnly today) => HiddenUntil <= today ? this with { Visibility = Visibility.Visible } : this;

    /// <summary>
    /// It says something once and wants an answer, so it can be run again with the bytes cut, coalesced or late. Defaults to true; false where
    /// segments or time are what the case is about.
    /// </summary>
    public bool CanPerturb { get; init; } = true;

    /// <summary>It cannot be judged in raw, where nothing but silence ends a message. Defaults to false.</summary>
    public bool NeedsLineEnds { get; init; }

    /// <summary>The parameters that have to have their defaults for it to be judged. Defaults to none.</summary>
    public IReadOnlyList<Parameter> NeedsDefault { get; init; } = [];

    /// <summary>Parameters, one of which has to have this value for it to be judged. Defaults to none: it is judged with any.</summary>
    public IReadOnlyList<(Parameter Parameter, string Value)> NeedsAnyOf { get; init; } = [];

    /// <summary>It is about messages that nothing but silence ends. Defaults to false.</summary>
    public bool NeedsRaw { get; init; }

    /// <summary>It is about a file that the program writes, whose name a person has to say. Defaults to false.</summary>
    public bool NeedsOutputFile { get; init; }

    /// <summary>It starts the program a second time, on the port of the first. Defaults to false.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>Why it cannot be judged in this way, without a full stop; null if it can.</summary>
    /// <param name="assignment">What the program is to be.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="target">What is checked.</param>
    public string? WhySkipped(Assignment assignment, CheckOptions options, ITarget target)
    {
        if (NeedsRestart && !target.CanRunInParallel)
        {
            return "cannot be judged on a port that the program chooses: it could stay held for a minute";
        }

        if (NeedsOutputFile && options.OutputFile is null)
        {
            return "needs the name of the file that the program writes: --out-file NAME";
        }

        if (NeedsAnyOf.Count > 0 && NeedsAnyOf.All(needed => options.ValueOf(needed.Parameter) != needed.Value))
        {
            return $"is about {string.Join(" or ", NeedsAnyOf.Select(static needed => $"{needed.Parameter.Name}={needed.Value}"))}";
        }

        var side = assignment.Side;
        return NeedsRaw && options.Dialect != Dialect.Raw
            ? "is about raw, where nothing ends a message but silence"
            : NeedsLineEnds && (options.Dialect == Dialect.Raw || (side == Side.Client && options.EffectiveAnswerDialect == Dialect.Raw))
            ? "cannot be judged in raw, where nothing but silence ends a message"
            : NeedsDefault.FirstOrDefault(parameter => options.ValueOf(parameter) != parameter.Default) is { } other
                ? $"cannot be judged with another {other.Name}"
                : null;
    }

    /// <summary>Several messages are sent without waiting for answers, so that they can be coalesced together. Defaults to false.</summary>
    public bool IsPipelined { get; init; }
}
