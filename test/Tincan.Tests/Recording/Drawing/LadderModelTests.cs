using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

public sealed class LadderModelTests
{
    [Fact]
    public void Delta_is_since_the_row_before_on_the_same_connection()
    {
        var rows = Rows(Tape.OfLines().Open().After(0.5).Open().After(0.25).Client("A\n").Client("B\n", connection: 2));

        Assert.Equal([null, null, TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(0.25)], rows.Select(static row => row.Delta));
    }

    [Fact]
    public void Only_a_silence_as_long_as_the_gap_is_a_row()
    {
        var tape = Tape.OfLines().Open().After(0.999).Client("A\n").After(1).Server("A\n");

        var gap = Assert.Single(Rows(tape), static row => row.Kind == LadderRowKind.Gap);

        Assert.Equal((TimeSpan.FromSeconds(0.999), TimeSpan.FromSeconds(1)), (gap.At, gap.Silence));
    }

    [Fact]
    public void A_silence_on_one_connection_is_none_on_another()
    {
        var tape = Tape.OfLines().Open().Open().After(0.6).Client("A\n", connection: 2).After(0.6).Client("B\n", connection: 2);

        Assert.DoesNotContain(Rows(tape), static row => row.Kind == LadderRowKind.Gap);
    }

    [Fact]
    public void The_oldest_connections_are_forgotten_first()
    {
        var model = new LadderModel();
        foreach (var happened in Tape.OfLines().Open().Open().Open().Events)
        {
            model.Add(happened);
        }

        model.Forget(2);

        Assert.Equal([2, 3], model.End().Select(static row => row.Connection));
    }

    [Fact]
    public void A_silence_goes_on_across_a_fault()
    {
        var tape = Tape.OfLines().Open().Client("A\n").After(0.6).Fault(Direction.ToServer, "delay", 2, "held 1.2 s").After(0.6).Server("A\n");

        var rows = Rows(tape);

        Assert.Equal(
            [LadderRowKind.Opened, LadderRowKind.Chunk, LadderRowKind.Fault, LadderRowKind.Gap, LadderRowKind.Chunk],
            rows.Select(static row => row.Kind));
        Assert.Equal("client waits for server: 1.2 s", rows[3].Text);
        Assert.Equal((TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(0.6)), (rows[2].Delta, rows[4].Delta));
    }

    [Fact]
    public void A_long_silence_is_shown_before_a_fault_too_and_again_once_it_is_longer_by_a_gap()
    {
        var tape = Tape.OfLines().Open().Client("A\n")
            .After(3).Fault(Direction.ToServer, "delay", 2, "held 6 s")
            .After(0.5).Fault(Direction.ToServer, "cut", 2, "cut here")
            .After(2.5).Server("A\n")
            .After(2).Fault(Direction.ToClient, "reset-after", 2, "the connection reset (RST)")
            .Rst(Direction.ToClient);

        Assert.Equal(
            [
                "client waits for server: 3.0 s", "!! delay: held 6 s", "!! cut: cut here", "client waits for server: 6.0 s", "",
                "server waits for client: 2.0 s", "!! reset-after: the connection reset (RST)", "server reset the connection (RST)",
            ],
            Rows(tape).Skip(2).Select(static row => row.Text));
    }

    [Fact]
    public void A_fault_is_no_part_of_a_message()
    {
        var tape = Tape.OfLines().Open().Client("HEL").Fault(Direction.ToServer, "split", 3, "cut here").Client("LO\n");

        Assert.Equal(["message 1 part 1", "!! split: cut here", "message 1 part 2 of 2"], Rows(tape).Skip(1).Select(static row => row.Text));
    }

    [Fact]
    public void A_live_view_is_as_patient_with_a_fault_as_without()
    {
        var model = new LadderModel();
        var tape = Tape.OfLines().Open().Client("A\n").After(3).Fault(Direction.ToServer, "delay", 2, "held 6 s");
        _ = tape.Events.Take(2).SelectMany(model.Add).Count();
        Assert.Single(model.Tick(TimeSpan.FromSeconds(2)));
        _ = model.Add(tape.Events[2]);

        Assert.Empty(model.Tick(TimeSpan.FromSeconds(4.9)));
        Assert.Equal("client waits for server: 5.0 s", Assert.Single(model.Tick(TimeSpan.FromSeconds(5))).Text);
    }

    [Theory]
    [InlineData("", "HELLO\\n")]
    [InlineData("message 1 part 1; message 1 part 2 of 2", "HEL", "LO\\n")]
    [InlineData("message 1 part 1; message 1 part 2; message 1 part 3 of 3", "HE", "L", "LO\\n")]
    [InlineData("messages 1-3 coalesced", "A\\nB\\nC\\n")]
    [InlineData("message 1, message 2 part 1 coalesced; message 2 part 2 of 2, messages 3-4 coalesced", "A\\nB", "\\nC\\nD\\n")]
    [InlineData("message 1 part 1; message 1 part 2 of 2, message 2 part 1 coalesced", "A", "\\nB")]
    public void Reads_are_shown_against_messages(string expected, params string[] segments)
    {
        var tape = Tape.OfLines().Open();
        foreach (var segment in segments)
        {
            tape.Client(segment.Replace("\\n", "\n", StringComparison.Ordinal));
        }

        Assert.Equal(expected, string.Join("; ", Rows(tape).Skip(1).Select(static row => row.Text)));
    }

    [Fact]
    public void Parts_cover_the_segment_however_it_is_cut() => Properties.Check(FsCheck.Fluent.ArbMap.Default.ArbFor<bool[][]>(), static segments =>
    {
        var tape = Tape.OfLines().Open();
        foreach (var segment in segments)
        {
            tape.Client(string.Concat(segment.Select(static end => end ? '\n' : 'x')));
        }

        var rows = Rows(tape).Where(static row => row.Kind == LadderRowKind.Chunk).ToList();

        Assert.All(rows, static row => Assert.Equal(row.Event!.Bytes.Length, row.Parts.Sum(static part => part.Length)));
        Assert.Equal(segments.Sum(static segment => segment.Count(static end => end)), rows.Sum(static row => row.Parts.Count(static part => part.IsLast)));
    });

    [Fact]
    public void Ends_outside_their_segment_are_left_out()
    {
        var lie = new WireEvent
        {
            Connection = 1,
            Kind = WireEventKind.Send,
            Bytes = "abc"u8.ToArray(),
            Offset = 10,
            Message = 0,
            Ends = [-5, 10, 12, 12, 11, long.MaxValue],
        };

        var row = Assert.Single(new LadderModel().Add(lie));

        Assert.Equal([(0, 2), (2, 1)], row.Parts.Select(static part => (part.From, part.Length)));
    }

    [Theory]
    [InlineData("c:2", "Opened 2, Chunk 2, Gap 2, Chunk 2")]
    [InlineData("to:client", "Gap 1, Chunk 1, Gap 2, Chunk 2")]
    [InlineData("what:send", "Chunk 1, Chunk 2")]
    [InlineData("BBB", "Chunk 2")]
    public void A_filter_hides_rows_but_not_what_they_tell(string words, string expected)
    {
        Assert.True(EventFilter.TryParse(words, out var filter, out _));
        var model = new LadderModel(filter: filter);
        var tape = Tape.OfLines().Open().Open().Client("a\n").Client("bbb\n", connection: 2).After(2).Server("A\n").After(2).Server("B\n", connection: 2);

        var rows = tape.Events.SelectMany(model.Add).ToList();

        Assert.Equal(expected, string.Join(", ", rows.Select(static row => $"{row.Kind} {row.Connection}")));
        Assert.All(rows.Where(static row => row.Wait is not null), static row => Assert.Equal(Waiting.Client, row.Wait!.Value.Who));
    }

    [Fact]
    public void A_live_view_shows_a_silence_less_and_less_often()
    {
        var model = new LadderModel();
        foreach (var happened in Tape.OfLines().Open().Client("A\n").Events)
        {
            _ = model.Add(happened);
        }

        var said = Enumerable.Range(1, 4 * 150)
            .Where(quarter => model.Tick(TimeSpan.FromSeconds(quarter / 4.0)).Any())
            .Select(static quarter => quarter / 4.0);

        Assert.Equal([1, 5, 10, 30, 60, 120], said);
    }

    [Fact]
    public void A_live_view_begins_again_after_each_event()
    {
        var model = new LadderModel();
        var tape = Tape.OfLines().Open().After(10).Client("A\n");
        _ = model.Add(tape.Events[0]);
        Assert.Single(model.Tick(TimeSpan.FromSeconds(9)));
        _ = model.Add(tape.Events[1]);

        Assert.Empty(model.Tick(TimeSpan.FromSeconds(10.9)));
        Assert.Equal("client waits for server: 1.0 s", Assert.Single(model.Tick(TimeSpan.FromSeconds(11))).Text);
    }

    [Fact]
    public void A_closed_connection_waits_for_nothing()
    {
        var model = new LadderModel();
        foreach (var happened in Tape.OfLines().Open().Close(CloseReason.Stopped).Events)
        {
            _ = model.Add(happened);
        }

        Assert.Empty(model.Tick(TimeSpan.FromHours(1)));
        Assert.Empty(model.End());
    }

    [Fact]
    public void The_end_of_a_recording_tells_who_still_waits()
    {
        var model = new LadderModel();
        foreach (var happened in Tape.OfLines().Open().Client("A\n").After(3).Open().Events)
        {
            _ = model.Add(happened);
        }

        Assert.Equal(
            ["the recording ends here; client waits for server: 3.0 s", "the recording ends here; both wait (nothing was sent yet)"],
            model.End().Select(static row => row.Text));
    }

    private static List<LadderRow> Rows(Tape tape)
    {
        var model = new LadderModel();
        return [.. tape.Events.SelectMany(model.Add)];
    }
}
