using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Watching;
using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>What counts as a message in a ladder, a recording and for faults: a framing in words, or a protocol page, which names messages as well.</summary>
/// <param name="Words">As it is written.</param>
/// <param name="Framing">The framing; null for a page.</param>
/// <param name="Page">The file of the page; null for a framing.</param>
internal sealed record MessageChoice(string Words, MessageCodec? Framing, Located<string>? Page = null)
{
    /// <summary>The help of the option.</summary>
    public const string Meaning =
        "What counts as a message, in the ladder and for faults. A framing: 'length u32 big' for both directions, 'lines / length u32 big' for client and server; see "
        + "'Framings' in docs/watching.md. Or the file of a protocol page (sum.md), which also names the messages, and marks where a conversation leaves the page.";

    /// <summary>The help of <c>--set</c>.</summary>
    public const string SetMeaning = "Set a parameter of the page, such as swap-case=on.";

    /// <summary>Where messages end, and what is known about them. Reads the page.</summary>
    /// <param name="path">The path of the page.</param>
    /// <param name="set">The parameters that are set.</param>
    public MessageCodec Codec(Func<Located<string>, string> path, IReadOnlyList<Located<string>> set) =>
        Framing ?? Watch(PageReader.ReadFile(path(Page!.Value)), set);

    /// <summary>The parameters that are set.</summary>
    /// <param name="page">The page that has them.</param>
    /// <param name="set">Each as <c>NAME=VALUE</c>.</param>
    public static Dictionary<string, string> Values(Page page, IReadOnlyList<Located<string>> set)
    {
        var values = new Dictionary<string, string>();
        foreach (var (text, where) in set)
        {
            var (name, value) = text.Split('=', 2) is [var one, var two] ? (one, two) : (text, "");
            if (page.WhyNot(name, value) is { } problem)
            {
                throw where is null ? new UsageException($"--set: {problem}") : where.Word.Error($"set: {problem}");
            }

            values[name] = value;
        }

        return values;
    }

    private static MessageCodec Watch(Page page, IReadOnlyList<Located<string>> set) => new PageWatch(page, Values(page, set)).Codec;
}

/// <summary>The options of a client, and of <c>tincan watch</c>, that say what counts as a message.</summary>
internal sealed record MessageOptions
{
    public static IReadOnlyList<Setting<MessageOptions>> Settings { get; } =
    [
        new Setting<MessageOptions, MessageOptions, MessageChoice>("messages", MessageChoice.Meaning,
            new MessageForm(), static options => options.Messages, static (options, messages) => options with { Messages = messages }),
        new Setting<MessageOptions, MessageOptions, IReadOnlyList<Located<string>>>("set", MessageChoice.SetMeaning,
            new ListForm<Located<string>>(new ParameterForm()), static options => options.Set.Count > 0 ? options.Set : null, static (options, set) => options with { Set = set }),
    ];

    public MessageChoice? Messages { get; init; }

    public IReadOnlyList<Located<string>> Set { get; init; } = [];

    /// <summary>Where messages end; null if no option says it.</summary>
    public MessageCodec? Codec => Messages?.Codec(static file => file.Value, Set);
}

/// <summary>A parameter and its value: <c>swap-case=on</c>.</summary>
internal sealed class ParameterForm : ValueForm<Located<string>>
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
}
