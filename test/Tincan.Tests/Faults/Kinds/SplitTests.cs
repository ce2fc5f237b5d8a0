using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Protocols.Book;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class SplitTests
{
    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Each_byte_is_a_segment(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault());
        bench.Pass("ab\nc\n");
        bench.Finish();
        bench.Advance(500);
        Assert.Equal(["0 a", "1 b", "2 \\n", "3 c", "4 \\n", "4 FIN"], bench.Came);
        Assert.Equal(["0 @1 cut here", "0 @2 cut here", "0 @3 cut here", "0 @4 cut here"], bench.Told);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Cuts_are_counted_from_the_beginning_of_each_message(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { Every = 3 });
        bench.Pass("abcde");
        bench.Pass("f\nghij\n");
        bench.Advance(500);
        Assert.Equal(["0 abc", "1 de", "1 f", "2 \\nghi", "3 j\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void One_cut_at_a_place(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { At = 2 });
        bench.Pass("abc\nd\nefg\n");
        bench.Advance(500);
        Assert.Equal(["0 ab", "1 c\\nd\\n", "2 ef", "3 g\\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Inside_of_CRLF(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { Inside = SplitInside.CrLf });
        bench.Pass("a\r\nb\nc\r");
        bench.Pass("\n");
        bench.Advance(500);
        Assert.Equal(["0 a\\r", "1 \\nb\\nc\\r", "1 \\n"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Inside_of_characters(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { Inside = SplitInside.Utf8 });
        bench.Pass("a\u00C3\u00A4\u00E2\u0082\u00ACb");
        bench.Advance(500);
        Assert.Equal([2, 2, 3], bench.Events.Count == 2 ? Lengths(bench) : []);
    }

    [Fact]
    public void Inside_of_the_header_that_has_the_length()
    {
        using var bench = new FaultBench(new FaultPlan(new SplitFault { Inside = SplitInside.Length }), BookMessage.Codec);
        var message = new string('\0', BookMessage.Codec.HeaderSize);
        bench.Send(message);
        bench.Advance(500);
        Assert.Equal(["0 @1 cut here"], bench.Told.Take(1));
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void After_a_pattern_wherever_reads_end(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { After = new BytePattern("::"u8) });
        bench.Pass("a::b:");
        bench.Pass(":c:::d");
        bench.Advance(500);
        Assert.Equal(["0 a::", "1 b:", "1 :", "2 c::", "3 :", "4 d"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void A_pattern_is_found_also_where_other_cuts_come_first(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { After = new BytePattern("cd"u8), Every = 3 });
        bench.Pass("abcdefcdg");
        bench.Advance(500);
        Assert.Equal(["0 abc", "1 d", "2 ef", "3 cd", "4 g"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Without_a_gap_pieces_are_segments_of_one_time(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { Every = 2, Gap = TimeSpan.Zero });
        bench.Pass("abcde");
        Assert.Equal(["0 ab", "0 cd", "0 e"], bench.Came);
    }

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void The_gap_is_kept_even_long_after_a_cut(FaultDirection way)
    {
        using var bench = FaultBench.Of(way, new SplitFault { Every = 1, Gap = TimeSpan.FromMilliseconds(10) });
        bench.Pass("ab");
        bench.Advance(100);
        bench.Pass("cd");
        bench.Advance(100);
        Assert.Equal(["0 a", "10 b", "100 c", "110 d"], bench.Came);
    }

    private static IEnumerable<int> Lengths(FaultBench bench)
    {
        var cuts = bench.Events.Select(static told => (int)told.Offset).Append(7).ToArray();
        return cuts.Select((cut, i) => cut - (i == 0 ? 0 : cuts[i - 1]));
    }
}
