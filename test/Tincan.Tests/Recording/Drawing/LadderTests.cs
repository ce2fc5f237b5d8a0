using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

/// <summary>Whole ladders, as a person sees them.</summary>
public sealed class LadderTests
{
    [Fact]
    public void A_conversation_with_half_close() => Check("half-close.txt", Tapes.HalfClose());

    [Fact]
    public void Messages_against_segments() => Check("segments.txt", Tapes.Segments());

    [Fact]
    public void Messages_against_segments_in_ascii() => Check("segments-ascii.txt", Tapes.Segments(), new LadderOptions { Ascii = true });

    [Fact]
    public void A_conversation_that_hangs() => Check("hang.txt", Tapes.Hang());

    [Fact]
    public void Two_connections_at_once_and_a_reset() => Check("two-connections.txt", Tapes.TwoConnections());

    [Fact]
    public void Bytes_that_are_no_text_and_long_ones() => Check("strange-bytes.txt", Tapes.StrangeBytes());

    [Fact]
    public void Bytes_that_are_no_text_in_hexadecimal() => Check("strange-bytes-hex.txt", Tapes.StrangeBytes(most: 100), new LadderOptions { Hex = true });

    [Fact]
    public void Faults_beside_what_they_did() => Check("faults.txt", Tapes.Faults());

    [Fact]
    public void Faults_in_ascii_where_there_is_little_room() => Check("faults-narrow.txt", Tapes.Faults(), new LadderOptions { Ascii = true, Width = 60 });

    [Fact]
    public void A_line_of_a_recording_is_read_and_drawn_with_few_allocations()
    {
        const int Rounds = 1000;
        var line = """{"number":2,"time":0.6,"wall":"2026-03-01T09:00:00.6Z","connection":1,"what":"send","direction":"to-client","offset":0,"data":"line 12345\n"}"""u8.ToArray();
        var ladder = new LadderWriter(TextWriter.Null);
        ladder.Write(RecordingFormat.Read(line));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            ladder.Write(RecordingFormat.Read(line));
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, 1024);
    }

    [Fact]
    public void The_messages_of_a_page() => Check("page.txt", Tapes.ByPage());

    [Fact]
    public void A_fault_has_a_colour_of_its_own()
    {
        var faults = Ladder.Draw(Tapes.Faults().Events, new LadderOptions { Style = static (text, ink) => $"<{ink}>{text}</>" })
            .Where(static line => line.Contains("!!", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, faults.Count);
        Assert.All(faults, static line => Assert.Contains("<Fault>", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_wide_terminal() => Check("wide.txt", Tapes.StrangeBytes(most: 100), new LadderOptions { Width = 132, Hex = true });

    [Fact]
    public void The_ladders_in_the_documentation_are_what_is_drawn()
    {
        var drawn = Tapes.All().SelectMany(static tape => Ladder.Draw(tape.Events)).Select(static line => line.Trim()).ToHashSet();
        var shown = File.ReadLines(Golden.Path("../../../../../docs/watching.md"))
            .Where(static line => line.StartsWith("    ", StringComparison.Ordinal) && line.AsSpan().IndexOfAny("┬│┆") >= 0)
            .ToList();

        Assert.True(shown.Count > 10);
        Assert.All(shown, line => Assert.Contains(line.Trim(), drawn));
    }

    [Fact]
    public void No_line_is_wider_than_asked_for()
    {
        foreach (var width in (int[])[60, 80, 81, 200])
        {
            var lines = Tapes.All().SelectMany(tape => Ladder.Draw(tape.Events, new LadderOptions { Width = width, Hex = true }));

            Assert.All(lines, line => Assert.True(Columns.Of(line) <= width, line));
        }
    }

    [Fact]
    public void Ascii_means_ascii()
    {
        var lines = Tapes.All().SelectMany(static tape => Ladder.Draw(tape.Events, new LadderOptions { Ascii = true }));

        Assert.All(lines, static line => Assert.All(line, static sign => Assert.InRange(sign, ' ', '~')));
    }

    [Fact]
    public void A_stranger_cannot_drive_the_terminal()
    {
        var tape = new Tape().Open("\e]0;title\a").Client("\e[2J\u202E\u009B").Note("\e[31m").Fault(Direction.ToServer, "\e[2J", 0, "\e[32m\u202E").Close(CloseReason.Failed, text: "\e[0m\n");

        Assert.All(Ladder.Draw(tape.Events), static line => Assert.DoesNotContain(line, static sign => char.IsControl(sign) || sign == '\u202E'));
    }

    [Fact]
    public void Colour_changes_no_column()
    {
        var marked = Ladder.Draw(Tapes.Segments().Events, new LadderOptions { Style = static (text, ink) => $"<{(int)ink}>{text}</>" });

        Assert.Equal(
            Ladder.Draw(Tapes.Segments().Events),
            marked.Select(static line => System.Text.RegularExpressions.Regex.Replace(line, "</?[0-9]?>", "", System.Text.RegularExpressions.RegexOptions.None, Bounded.Limit)));
    }

    [Fact]
    public void A_ladder_narrower_than_can_be_read_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LadderOptions { Width = 59 });

    [Fact]
    public void The_writer_draws_the_same_as_it_goes()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new LadderWriter(output);
        var tape = Tapes.TwoConnections();

        writer.Begin();
        foreach (var happened in tape.Events)
        {
            writer.Write(happened);
        }

        writer.End();

        Assert.Equal(Text(Ladder.Draw(tape.Events)), output.ToString());
    }

    private static void Check(string name, Tape tape, LadderOptions? options = null) => Golden.Check(name, Text(Ladder.Draw(tape.Events, options)));

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(static line => $"{line}\n"));
}
