using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Finds out which line end a program understands, where the page allows any: the first one with which it plays the page's first conversation.</summary>
/// <param name="page">The page.</param>
/// <param name="side">Which side the program is.</param>
/// <param name="visible">The cases of the page that may be named in a report.</param>
/// <param name="play">Plays a transcript with the program.</param>
internal sealed class LineEndProbe(Page page, Side side, IReadOnlyList<PageCase> visible, Func<CaseContext, Transcript, Task> play)
{
    public async Task RunAsync(Prober prober)
    {
        if (prober.Options.Dialect != Dialect.Auto || !PageDialect.IsOpen(page, side) || visible.FirstOrDefault(IsTelling) is not { } one || await FailsAsync(Dialect.Lf) is not { IsStartFailure: false })
        {
            return;
        }

        foreach (var dialect in (Dialect[])[Dialect.CrLf, Dialect.Nul])
        {
            if (await FailsAsync(dialect) is null)
            {
                prober.SetDialects(dialect, dialect, $"it passes '{one.Id}' when lines end as {dialect.Word()}, and not when they end as {Dialect.Lf.Word()}");
                return;
            }
        }

        async Task<CheckFailedException?> FailsAsync(Dialect dialect) => await prober.TryAsync(context => play(context, one.Transcript), dialect: dialect);
    }

    /// <summary>The program has to understand a message, and to answer.</summary>
    private bool IsTelling(PageCase one) => one.When.Count == 0 && !one.IsRecommendation
        && one.Transcript.Messages.Any(step => IsProgram(step.To)) && one.Transcript.Messages.SkipWhile(step => !IsProgram(step.To)).Any(step => IsProgram(step.From));

    private bool IsProgram(Role role) => role.Kind == (side == Side.Server ? RoleKind.Server : RoleKind.Client);
}
