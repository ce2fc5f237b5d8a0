using Markdig;
using Markdig.Syntax;
using Tincan.Files;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages.Reading;

/// <summary>Reads protocol pages.</summary>
public static class PageReader
{
    /// <summary>The longest page, in bytes. A person reads it, so it is short.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadFileException">It cannot be read, or is too long.</exception>
    /// <exception cref="SyntaxException">Something on it is wrong.</exception>
    public static Page ReadFile(string path)
    {
        var bytes = Utf8Text.SkipMark(WholeFile.Read(path, MaxLength), path).ToArray();
        var source = new SourceText(bytes, path);
        return Utf8Text.Problem(bytes, out var offset) is { } problem
            ? throw source.Error(offset, problem)
            : Read(Path.GetFileNameWithoutExtension(path), source);
    }

    /// <summary>Reads a page.</summary>
    /// <param name="name">What it is called on the command line.</param>
    /// <param name="source">Its text.</param>
    /// <exception cref="SyntaxException">Something on it is wrong.</exception>
    public static Page Read(string name, SourceText source)
    {
        ArgumentNullException.ThrowIfNull(source);

        var document = Parse(source);
        ProtocolBlock? protocol = null;
        List<Rule> rules = [];
        List<PageCase> cases = [];
        var upstreams = new Dictionary<int, IReadOnlyList<Rule>>();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string? title = null;
        CaseDraft? draft = null;
        foreach (var block in document)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    AddCase(draft, cases, upstreams);
                    draft = new CaseDraft(source, heading);
                    title ??= draft.Title;
                    break;
                case FencedCodeBlock code:
                    ReadCode(source, code, ref protocol, rules, files, draft);
                    break;
                default:
                    draft?.Add(block);
                    break;
            }
        }

        AddCase(draft, cases, upstreams);
        if (protocol is null)
        {
            throw source.Error(0, "the page has no protocol block; it begins with ```protocol and has at least 'framing lines'");
        }

        var page = new Page
        {
            Name = name,
            Title = title ?? name,
            Summary = Summary(source, document),
            Source = source,
            Framing = protocol.Framing!,
            Port = protocol.Port,
            Parameters = protocol.Parameters,
            Unfinished = protocol.Unfinished,
            Without = protocol.Without,
            Recommended = protocol.Recommended,
            IsStream = protocol.IsStream,
            HasOptionalLineEnds = protocol.HasOptionalLineEnds,
            HasOptionalPadding = protocol.HasOptionalPadding,
            OutputFile = protocol.OutputFile,
            IsAnyConnection = protocol.IsAnyConnection,
            InputFile = protocol.InputFile,
            Files = files,
            Rules = rules,
            AnswerTime = protocol.AnswerTime,
            Upstreams = upstreams,
            Cases = WithSides(cases),
        };
        PageProof.Check(page);
        return page;
    }

    /// <summary>The blocks of a page. Markdig gets one character for each byte, so the positions that it gives are positions in the file.</summary>
    internal static MarkdownDocument Parse(SourceText source) =>
        Markdown.Parse(Encoding.Latin1.GetString(source.Bytes), new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build());

    private static string Summary(SourceText source, MarkdownDocument document)
    {
        if (document.OfType<ParagraphBlock>().FirstOrDefault() is not { } paragraph)
        {
            return "";
        }

        return FirstSentence(Encoding.UTF8.GetString(source.Bytes[paragraph.Span.Start..(paragraph.Span.End + 1)]));
    }

    /// <summary>The first sentence of a paragraph, as one line.</summary>
    internal static string FirstSentence(string paragraph)
    {
        var text = paragraph.ReplaceLineEndings(" ");
        return text.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? text[..(end + 1)] : text;
    }

    private static void AddCase(CaseDraft? draft, List<PageCase> cases, Dictionary<int, IReadOnlyList<Rule>> upstreams)
    {
        if (draft?.Finish() is not { } added)
        {
            foreach (var (number, rules) in draft?.Upstreams ?? [])
            {
                upstreams[number] = [.. upstreams.GetValueOrDefault(number, []), .. rules];
            }

            return;
        }

        if (cases.Find(before => before.Id == added.Id && before.Side == added.Side) is { } same)
        {
            throw added.At.Error($"the id '{added.Id}' is taken by the case '{same.Title}'; give this one another: {{#id}}");
        }

        cases.Add(added);
    }

    /// <summary>Where some cases are for clients, all others are for servers.</summary>
    private static List<PageCase> WithSides(List<PageCase> cases) => cases.Exists(static one => one.Side == RoleKind.Client)
        ? [.. cases.Select(static one => one with { Side = one.Side ?? RoleKind.Server })]
        : cases;

    private static void ReadCode(SourceText source, FencedCodeBlock code, ref ProtocolBlock? protocol, List<Rule> rules, Dictionary<string, byte[]> files, CaseDraft? draft)
    {
        var at = source.Word(code.Span.Start, Math.Min(code.Span.Start + code.OpeningFencedCharCount + (code.Info?.Length ?? 0), source.Length));
        var lines = Lines(code);
        switch (code.Info)
        {
            case "protocol":
                protocol = protocol is null ? ProtocolBlock.Read(source, at, lines) : throw at.Error("a page has one protocol block");
                break;
            case "rules" when code.Arguments is { Length: > 0 } server:
                (draft ?? throw at.Error("the rules of a server that the program calls stand under a heading")).Add(UpstreamOf(server, at), new RuleParser(source).Read(lines));
                break;
            case "rules":
                rules.AddRange(new RuleParser(source).Read(lines));
                break;
            case "talk":
                if (draft is null)
                {
                    throw at.Error("a transcript stands under a heading, which is the title of its case");
                }

                draft.Add(new TranscriptParser(source).Read(at, lines));
                break;
            case "file":
                files.Add(FileName(code, at, files), [.. lines.SelectMany(line => (byte[])[.. source.Bytes[line.Start..line.End].TrimEnd((byte)'\r'), (byte)'\n'])]);
                break;
            case { Length: > 0 } info when DidYouMean.Find(info, ["protocol", "rules", "talk", "file"]) is { } meant:
                throw at.Error($"did you mean '{meant}'? A block of another language is for readers, but '{Escape.ForTerminal(info)}' is close to a word of Tincan", code.OpeningFencedCharCount);
            default:
                break;
        }
    }

    /// <summary>The number of the server whose rules a block has.</summary>
    private static int UpstreamOf(string name, Token at) => TranscriptParser.TryReadRole(name.Trim(), out var role) && role is { Kind: RoleKind.Upstream, Number: > 0 }
        ? role.Number
        : throw at.Error("a block has the rules of the server, or those of a server that the program calls: ```rules T1");

    /// <summary>The name of the file that a <c>file</c> block has.</summary>
    private static string FileName(FencedCodeBlock code, Token at, Dictionary<string, byte[]> files)
    {
        var name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(code.Arguments ?? "")).Trim();
        return name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or ".."
            ? throw at.Error("a file block names its file, without a folder: ```file book.csv")
            : files.ContainsKey(name) ? throw at.Error($"the file '{Escape.ForTerminal(name)}' is on the page already") : name;
    }

    /// <summary>The lines of a block, by their positions on the page.</summary>
    private static List<(int Start, int End)> Lines(LeafBlock code)
    {
        List<(int, int)> lines = [];
        for (var i = 0; i < code.Lines.Count; i++)
        {
            var slice = code.Lines.Lines[i].Slice;
            lines.Add((slice.Start, slice.End + 1));
        }

        return lines;
    }
}
