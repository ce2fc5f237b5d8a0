using Tincan.Drawing;
using Tincan.Drawing.Html;
using Tincan.Drawing.Pcapng;
using Tincan.Drawing.Svg;
using Tincan.Files;
using Tincan.Parsing.Forms;
using Tincan.Recording;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan watch</c>: draws a recording, or converts it to another format.</summary>
internal sealed class WatchCommand : Command, INamedCommand, IHasExamples, IUsesFiles
{
    private enum Form
    {
        Ladder,
        Text,
        Json,
        Mermaid,
        Html,
        Svg,
        Pcapng,
    }

    private readonly Argument<string[]> _words = new("FILE") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _follow = NewOption.Flag("--follow", "At the end of the file, wait for more until Ctrl-C.");
    private readonly Option<Form> _to = NewOption.Of("--to", WordForm.Of<Form>(), Form.Ladder,
        "Output format: ladder; text, one line per event; json, the recording itself; mermaid, a sequence diagram; html, one file; svg, a picture; pcapng, a capture for Wireshark.");

    private readonly Option<string?> _output = NewOption.OutputFile("-o", "Output file. Default: standard output.");
    private readonly Option<string?> _filter = NewOption.Text(
        "--filter",
        "WORDS",
        "Show only matching events; can also be written after FILE. c:2 is a connection, to:server or to:client a direction, what:fin a kind of event; anything else is text to find.");

    private readonly Option<bool> _hex = NewOption.Flag("--hex", "Also show the bytes in hexadecimal.");
    private readonly Option<bool> _ascii = NewOption.Flag("--ascii", "Draw with ASCII characters only.");
    private readonly Option<int> _width = NewOption.Number(
        "--width", 0, 0, 1000, $"Width of the ladder in columns, at least {LadderOptions.MinWidth}. 0: the terminal's width, or 80.");

    private readonly SettingOptions<MessageOptions> _messages;

    public static string CommandName => "watch";

    public static string Does => "Draw a recording: who sent what and when, and who waits for whom.";

    public WatchCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_words, _filter, _follow, _to, _output, _hex, _width, _ascii);
        _messages = new SettingOptions<MessageOptions>(this, MessageOptions.Settings, new MessageOptions());
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => [FileUse.Input(parsed.GetRequiredValue(_words)[0])];

    public string Usage => "FILE [WORDS]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan watch talk.jsonl", "the recording as a ladder ('-' reads standard input)"),
        ("tincan watch talk.jsonl c:2 to:server", "only what the client of connection 2 sent"),
        ("tincan watch talk.jsonl --follow", "keep drawing as the recording grows"),
        ("tincan watch talk.jsonl --messages sum.md", "with the messages of the protocol that sum.md describes"),
        ("tincan watch talk.jsonl --to html -o talk.html", "a page that opens offline"),
        ("tincan watch talk.jsonl --to pcapng -o talk.pcapng", "packets for Wireshark"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var words = parsed.GetRequiredValue(_words);
        var path = parsed.GetValue(_output);
        var isTerminal = path is null or "-" && !Console.IsOutputRedirected;
        var form = parsed.GetValue(_to);
        if (isTerminal && form == Form.Pcapng)
        {
            throw new UsageException("a capture cannot be written to a terminal: add -o FILE");
        }

        var options = new LadderOptions
        {
            Width = Width(parsed.GetValue(_width), isTerminal),
            Filter = Filter(parsed.GetValue(_filter), words[1..]),
            Hex = parsed.GetValue(_hex),
            Ascii = parsed.GetValue(_ascii),
            Style = Ansi.Style(isTerminal),
        };
        var input = Input.Open(words[0]);
        await using var reader = new RecordingReader(
            parsed.GetValue(_follow) && words[0] != "-" ? new GrowingStream(input, interrupt.Token) : input, Input.NameOf(words[0]), Stderr.Error)
        {
            Codec = _messages.Read(parsed, new MessageOptions()).Codec,
        };
        return await WriteAsync(reader, path, form, options, parsed.GetValue(_follow), interrupt);
    }

    private static async Task<int> WriteAsync(
        RecordingReader reader, string? path, Form form, LadderOptions options, bool follow, Interrupt interrupt)
    {
        await using var output = OutputFile.Open(path);
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024) { NewLine = "\n" };
        var writer = Writer(form, text, output, options);
        var isAnyShown = false;
        var (last, arrived) = (TimeSpan.Zero, TimeProvider.System.GetTimestamp());
        writer.Begin();
        await foreach (var happened in Arrivals.ReadAsync(reader, interrupt))
        {
            if (happened is not null)
            {
                writer.Write(happened);
                (last, arrived) = (happened.At, TimeProvider.System.GetTimestamp());
                isAnyShown |= options.Filter.Matches(happened);
                continue;
            }

            if (follow && writer is LadderWriter ladder)
            {
                // The time in a recording that is still growing.
                ladder.Tick(last + TimeProvider.System.GetElapsedTime(arrived));
            }

            await text.FlushAsync(CancellationToken.None);
        }

        writer.End();
        await text.FlushAsync(CancellationToken.None);
        return reader.HasProblems ? ExitCode.Usage
            : interrupt.Token.IsCancellationRequested ? (follow ? interrupt.StoppedExitCode : interrupt.ExitCode)
            : isAnyShown || options.Filter.IsAll ? ExitCode.Fine
            : Nothing();
    }

    private static IEventWriter Writer(Form form, TextWriter text, Stream output, LadderOptions options) => form switch
    {
        Form.Text => new TranscriptWriter(text, options),
        Form.Json => new JsonEventWriter(output, options.Filter),
        Form.Mermaid => new MermaidWriter(text, options),
        Form.Html => new HtmlWriter(text, options),
        Form.Svg => new SvgWriter(text, options),
        Form.Pcapng => new PcapngWriter(output, options.Filter),
        _ => new LadderWriter(text, options),
    };

    private static int Width(int asked, bool isTerminal) => asked switch
    {
        0 => Ansi.Width(isTerminal),
        < LadderOptions.MinWidth => throw new UsageException($"--width: a ladder needs at least {LadderOptions.MinWidth} columns"),
        _ => asked,
    };

    /// <summary>Puts back the quotes that the shell has removed.</summary>
    private static EventFilter Filter(string? option, string[] words)
    {
        var quoted = words.Select(static word =>
            word.Contains(' ', StringComparison.Ordinal) && !word.Contains('"', StringComparison.Ordinal) ? $"\"{word}\"" : word);
        return EventFilter.TryParse($"{option} {string.Join(' ', quoted)}", out var filter, out var problem)
            ? filter
            : throw new UsageException(problem);
    }

    private static int Nothing()
    {
        Stderr.Error("no event in the recording matches the filter");
        return ExitCode.Failed;
    }
}
