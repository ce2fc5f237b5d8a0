using Tincan.Cli.Services;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Pages.Watching;

namespace Tincan.Cli.Pages;

/// <summary>A server of the protocol that a page describes.</summary>
internal sealed record PageServicePlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<PageServicePlan>("page", "Serve the protocol of a page: by its rules or, if it has none, by its transcripts.", 50020) { Usual = ["set"] }
        .WithRequired(
            "page",
            "The protocol page.",
            SettingForms.File,
            static plan => plan.File,
            static (plan, file) => plan with { File = file });

    public override ServiceKind Kind => Declared;

    public Located<string>? File { get; init; }

    /// <summary>The page, if it has been read already; otherwise it is read when the service is prepared.</summary>
    public Page? Page { get; init; }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var page = Page ?? ServiceError.Within(this, File!.Value.Where, () => PageReader.ReadFile(preparation.Find(File.Value)));
        var values = MessageChoice.Values(page, Set);
        var all = page.Parameters.ToDictionary(static one => one.Name, one => values.GetValueOrDefault(one.Name, one.Default));
        return new(new Prepared(new PageServer(page, values), $"{page.Title}: {page.Framing.Words}") { Codec = new PageWatch(page, all).Codec });
    }
}
