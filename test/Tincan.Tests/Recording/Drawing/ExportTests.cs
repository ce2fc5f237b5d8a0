using System.Xml.Linq;
using Tincan.Drawing;
using Tincan.Drawing.Html;
using Tincan.Drawing.Svg;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

/// <summary>What a recording looks like in other forms.</summary>
public sealed class ExportTests
{
    [Fact]
    public void Html_of_segments() => Golden.Check("segments.html", Html(Tapes.Segments()));

    [Fact]
    public void Html_of_two_connections() => Golden.Check("two-connections.html", Html(Tapes.TwoConnections()));

    [Fact]
    public void Html_of_strange_bytes() => Golden.Check("strange-bytes.html", Html(Tapes.StrangeBytes(most: 300)));

    [Fact]
    public void Html_of_faults() => Golden.Check("faults.html", Html(Tapes.Faults()));

    [Fact]
    public void Html_with_hexadecimal() =>
        Assert.Contains("<pre>00000000  48 45", Html(Tapes.Segments(), new LadderOptions { Hex = true }), StringComparison.Ordinal);

    [Fact]
    public void Html_holds_nothing_of_a_peer_as_markup()
    {
        const string Attack = "</code></td><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;";
        var tape = Tape.OfLines().Open(Attack).Client(Attack).Server($"{Attack}\n{Attack}\n{new string('<', 300)}")
            .Fault(Direction.ToServer, Attack, 0, Attack)
            .Note(Attack);

        var body = Html(tape);
        body = body[body.IndexOf("<tbody>", StringComparison.Ordinal)..];

        Assert.DoesNotContain("<script", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"'", body, StringComparison.Ordinal);
        Assert.Equal(tape.Events.Count + 1, body.Split("<tr ").Length - 1);
    }

    [Fact]
    public void Html_loads_and_runs_nothing()
    {
        var html = Html(Tapes.HalfClose());

        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_of_segments() => Golden.Check("segments.svg", Svg(Tapes.Segments()));

    [Fact]
    public void Picture_of_two_connections() => Golden.Check("two-connections.svg", Svg(Tapes.TwoConnections()));

    [Fact]
    public void Picture_of_strange_bytes() => Golden.Check("strange-bytes.svg", Svg(Tapes.StrangeBytes()));

    [Fact]
    public void Picture_of_faults() => Golden.Check("faults.svg", Svg(Tapes.Faults()));

    [Fact]
    public void Picture_of_a_page() => Golden.Check("by-page.svg", Svg(Tapes.ByPage()));

    [Fact]
    public void Picture_holds_nothing_of_a_peer_as_markup()
    {
        var attack = string.Concat(Enumerable.Range(0, 0x10000).Where(static code => !char.IsSurrogate((char)code)).Select(static code => (char)code)) + "</text><script/>&quot;";

        var picture = XDocument.Parse(Svg(Tape.OfLines().Open(attack).Client(attack).Server($"\"><script/>\n{attack[..40]}\n").Fault(Direction.ToServer, attack, 0, attack).Note(attack)));

        Assert.Equal(["svg", "style", "rect", "text", "g", "path"], picture.Descendants().Select(static one => one.Name.LocalName).Distinct());
        Assert.All(picture.Descendants().Attributes(), static one => Assert.Contains(one.Name.LocalName, (string[])
            ["xmlns", "space", "width", "height", "viewBox", "fill", "style", "class", "x", "y", "rx", "d", "transform", "textLength", "lengthAdjust"]));
    }

    [Fact]
    public void Picture_of_many_rows_has_the_first_and_the_last()
    {
        var tape = Tape.OfLines().Open();
        for (var number = 0; number < 1000; number++)
        {
            tape.Client($"{number}\n");
        }

        var picture = XDocument.Parse(Svg(tape)).Root!;

        Assert.Contains("802 rows more", picture.Value, StringComparison.Ordinal);
        Assert.Equal(201, picture.Elements().Count(static one => one.Name.LocalName == "g"));
    }

    [Fact]
    public void Mermaid_of_a_half_close() => Golden.Check("half-close.mmd", Mermaid(Tapes.HalfClose()));

    [Fact]
    public void Mermaid_of_two_connections() => Golden.Check("two-connections.mmd", Mermaid(Tapes.TwoConnections()));

    [Fact]
    public void Mermaid_of_strange_bytes() => Golden.Check("strange-bytes.mmd", Mermaid(Tapes.StrangeBytes()));

    [Fact]
    public void Mermaid_of_faults() => Golden.Check("faults.mmd", Mermaid(Tapes.Faults()));

    [Fact]
    public void Mermaid_understands_nothing_of_a_peer()
    {
        var tape = Tape.OfLines().Open("a\nend").Client("; end\nNote over A: <b>%%{init}%% #35;$$:wrap:");

        var lines = Mermaid(tape).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // The heading, two participants, the opening, the segment, the end.
        Assert.Equal(6, lines.Length);
        Assert.All(lines[3..], static line => Assert.Matches(@"^    (Note over C1,S1|C1->>S1): ([\w ().,!?/-]|#\d+;)*$", line));
    }

    [Fact]
    public void Text_of_segments() => Golden.Check("segments.log", Written(output => new TranscriptWriter(output), Tapes.Segments()));

    [Fact]
    public void Text_of_faults() => Golden.Check("faults.log", Written(output => new TranscriptWriter(output), Tapes.Faults()));

    [Fact]
    public void Text_with_hexadecimal() =>
        Golden.Check("strange-bytes.log", Written(output => new TranscriptWriter(output, new LadderOptions { Hex = true }), Tapes.StrangeBytes(most: 40)));

    [Fact]
    public Task Json_is_a_recording_again() => Task.WhenAll(Tapes.All().Select(IsReadAgainAsync));

    [Fact]
    public void Json_has_only_what_the_filter_leaves()
    {
        Assert.True(EventFilter.TryParse("c:2 what:receive", out var filter, out _));
        using var output = new MemoryStream();

        Write(new JsonEventWriter(output, filter), Tapes.TwoConnections());

        var lines = WireText.Text(output.ToArray()).Split('\n');
        Assert.StartsWith("{\"tincan-recording\":4,\"began\":\"1970-01-01T00:00:00Z\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("second", lines[1], StringComparison.Ordinal);
        Assert.Equal(["", ""], [lines[2], string.Concat(lines[3..])]);
    }

    private static async Task IsReadAgainAsync(Tape tape)
    {
        using var output = new MemoryStream();
        Write(new JsonEventWriter(output), tape);

        await using var reader = new RecordingReader(new MemoryStream(output.ToArray()), "json", Assert.Fail);
        var events = new List<WireEvent>();
        await foreach (var happened in reader.ReadAsync())
        {
            events.Add(happened);
        }

        Assert.Equal(tape.Events.Select(RecordingFormatTests.Key), events.Select(RecordingFormatTests.Key));
    }

    private static string Html(Tape tape, LadderOptions? options = null) => Written(output => new HtmlWriter(output, options), tape);

    private static string Svg(Tape tape) => Written(static output => new SvgWriter(output), tape);

    private static string Mermaid(Tape tape) => Written(static output => new MermaidWriter(output), tape);

    private static string Written(Func<TextWriter, IEventWriter> create, Tape tape)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Write(create(output), tape);
        return output.ToString();
    }

    private static void Write(IEventWriter writer, Tape tape)
    {
        writer.Begin();
        foreach (var happened in tape.Events)
        {
            writer.Write(happened);
        }

        writer.End();
    }
}
