using Tincan.Cli.Services;
using Tincan.Cli.Settings;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;

namespace Tincan.Cli.Pages;

/// <summary>A server of the protocol that a page describes.</summary>
internal sealed record PageServicePlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<PageServicePlan>("page", "Serve the protocol of a page: by its rules or, if it has none, by its transcripts.", 50020)
        .WithRequired(
            "page",
            "The protocol page.",
            SettingForms.File,
            static plan => plan.File,
            static (plan, file) => plan with { File = file })
        .With(
            "set",
            "Set a parameter of the page, such as swap-case=on.",
            new ListForm<Located<string>>(new ParameterForm()),
            static plan => plan.Set.Count > 0 ? plan.Set : null,
            static (plan, set) => plan with { Set = set });

    public override ServiceKind Kind => Declared;

    public Located<string>? File { get; init; }

    public IReadOnlyList<Located<string>> Set { get; init; } = [];

    /// <summary>The page, if it has been read already; otherwise it is read when the service is prepared.</summary>
    public Page? Page { get; init; }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var page = Page ?? ServiceError.Within(this, File!.Value.Where, () => PageReader.ReadFile(preparation.Find(File.Value)));
        var server = new PageServer(page, Values(page));
        return new(new Prepared(server, $"{page.Title}: {page.Framing.Words}") { Codec = page.Framing.ToCodec() });
    }

    private Dictionary<string, string> Values(Page page)
    {
        var values = new Dictionary<string, string>();
        foreach (var (text, where) in Set)
        {
            var (name, value) = text.Split('=', 2) is [var one, var two] ? (one, two) : (text, "");
            if (page.WhyNot(name, value) is { } problem)
            {
                throw ServiceError.OfWord(where, $"--set: {problem}");
            }

            values[name] = value;
        }

        return values;
    }
}

/// <summary>A parameter and its value: <c>swap-case=on</c>.</summary>
internal sealed class ParameterForm : Parsing.Forms.ValueForm<Located<string>>
{
    public override string Meaning => "NAME=VALUE";

    public override string Placeholder => "NAME=VALUE";

    public override bool TryRead(Token word, out Located<string> value)
    {
        value = new Located<string>(word.Text);
        return word.Bytes.IndexOf((byte)'=') > 0;
    }

    public override Located<string> Read(string name, SourceValue value) => base.Read(name, value) with { Where = value };

    public override string Write(Located<string> value) => value.Value;

    public override void WriteSchema(System.Text.Json.Utf8JsonWriter schema) => schema.WriteString("type", "string");
}
