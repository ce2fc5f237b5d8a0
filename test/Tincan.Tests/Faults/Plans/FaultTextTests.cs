using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Plans;

public sealed class FaultTextTests
{
    public static TheoryData<string, Fault> Written => new()
    {
        { "split", new SplitFault() },
        { "split:every=1,dir=in", new SplitFault { Every = 1, Direction = FaultDirection.In } },
        { "reset-after:bytes=100,conn=2-", new ResetAfterFault { AfterBytes = 100, Connections = NumberRange.From(2) } },
        { "stall:hold=3s,msg=2", new StallFault { Messages = NumberRange.Only(2), Hold = TimeSpan.FromSeconds(3) } },
        {
            "delay:by=1.5s,jitter=50ms,dist=normal",
            new DelayFault { By = TimeSpan.FromSeconds(1.5), Jitter = TimeSpan.FromMilliseconds(50), Distribution = JitterDistribution.Normal }
        },
        { """split:after="OK\r\n" """.TrimEnd(), new SplitFault { After = new BytePattern("OK\r\n"u8) } },
        { "mute:seen=QUIT,p=0.3,count=2", new MuteFault { Seen = new BytePattern("QUIT"u8), Probability = 0.3, Count = 2 } },
        { "throttle:rate=10KB/s,offset=0-99", new ThrottleFault { Rate = 10_000, Bytes = new NumberRange(0, 99) } },
        { "late:from=2m,for=1h,heal=90s", new LateFault { From = TimeSpan.FromMinutes(2), For = TimeSpan.FromHours(1), Heal = TimeSpan.FromSeconds(90) } },
        { """corrupt:at=0,with="\"\\\xFF" """.TrimEnd(), new CorruptFault { At = 0, With = new BytePattern([(byte)'"', (byte)'\\', 0xFF]) } },
        { "slow-reader:messages=1,rate=1MB/s", new SlowReaderFault { AfterMessages = 1, Rate = 1_000_000 } },
        { "refuse:conn=1-3", new RefuseFault { Connections = new NumberRange(1, 3) } },
    };

    [Fact]
    public void Of_a_long_word_only_the_beginning_is_quoted()
    {
        var error = Assert.Throws<SyntaxException>(() => Fault.Parse(new string('x', 100_000)));
        Assert.StartsWith($"there is no fault '{new string('x', 59)}…'; there are delay,", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void A_fault_is_read_and_written_back(string text, Fault fault)
    {
        Assert.Equal(fault, Fault.Parse(text));
        Assert.Equal(text, fault.ToString());
    }

    [Theory]
    [InlineData("split:every=\"1\"", "split:every=1")]
    [InlineData("delay:by=200ms", "delay")]
    [InlineData("delay:by=0", "delay:by=0s")]
    [InlineData("delay:by=0.2", "delay")]
    [InlineData("mute:p=100%", "mute")]
    [InlineData("mute:p=30%", "mute:p=0.3")]
    [InlineData("mute:msg=4-4", "mute:msg=4")]
    [InlineData("throttle:rate=2000000b/s", "throttle:rate=2MB/s")]
    [InlineData("split:after=OK\\r\\n,gap=0", "split:after=\"OK\\r\\n\",gap=0s")]
    [InlineData("split:after=\",\"", "split:after=\",\"")]
    [InlineData("split:after=a\"b", "split:after=\"a\\\"b\"")]
    [InlineData("split:after=\"a\\\"b,c\",dir=in", "split:after=\"a\\\"b,c\",dir=in")]
    [InlineData("mute:seen=\r\n", "mute:seen=\"\\r\\n\"")]
    [InlineData("mute:seen=\u0085", "mute:seen=\"\\xC2\\x85\"")]
    [InlineData("mute:seen=é", "mute:seen=\"é\"")]
    public void What_means_the_same_is_written_the_same(string text, string canonical) => Assert.Equal(canonical, Fault.Parse(text).ToString());

    [Fact]
    public void What_is_written_is_read_as_the_same_fault() =>
        Properties.Check(RandomFaults.All, static fault => Assert.Equal(fault, Fault.Parse(fault.ToString())), runs: 2000);

    [Theory]
    [InlineData("", "^", "a fault begins with its name; there are delay, throttle, *")]
    [InlineData("splt:every=1", "^", "there is no fault 'splt'; did you mean 'split'?")]
    [InlineData("xyzzy", "^", "there is no fault 'xyzzy'; there are delay, throttle, *")]
    [InlineData("loss:p=0.1", "^", "'loss' is not possible above TCP, which repairs it; 'tincan faults explain loss' shows what to do instead")]
    [InlineData("split:evry=1", "      ^", "split has no 'evry'; did you mean 'every'? It takes every, at, inside, after, gap, dir, *")]
    [InlineData("split:xyzzy=1", "      ^", "split has no 'xyzzy'; it takes every, at, *")]
    [InlineData("split:", "      ^", "a setting is missing here; split takes every, *")]
    [InlineData("split:every=1,", "              ^", "a setting is missing here; split takes every, *")]
    [InlineData("split:every", "      ^", "'every' needs a value: every=..., a whole number, 1 or more")]
    [InlineData("split:every,dir=in", "      ^", "'every' needs a value: every=..., a whole number, 1 or more")]
    [InlineData("split:every=", "            ^", "every takes a whole number, 1 or more, not ''")]
    [InlineData("split:every=0", "            ^", "every takes a whole number, 1 or more, not '0'")]
    [InlineData("split:every=12x", "              ^", "every takes a whole number, 1 or more, not '12x'")]
    [InlineData("split:every=9999999999", "            ^", "every takes a whole number, 1 or more, not '9999999999'")]
    [InlineData("split:every=1,every=2", "              ^", "'every' is given twice")]
    [InlineData("split:every=1,at=2", "              ^", "'at' cannot be combined with 'every': split takes one of every, at, inside, after")]
    [InlineData("corrupt:at=1,every=5", "             ^", "'every' cannot be combined with 'at': corrupt takes one of every, at")]
    [InlineData("split:inside=crfl", "             ^", "inside takes crlf, utf8 or length, not 'crfl'")]
    [InlineData("split:after=\"a", "            ^", "this quote is not closed")]
    [InlineData("split:after=\"a\\\"", "            ^", "this quote is not closed")]
    [InlineData("split:after=\"a\"b", "               ^", "expected a comma or the end after the closing quote")]
    [InlineData("split:after=\"\"", "             ^", "after takes text with the escapes * not ''")]
    [InlineData("split:after=ab\\q", "              ^", "after takes text with the escapes * not 'ab\\q'")]
    [InlineData("split:after=\\x4", "            ^", "after takes text with the escapes * not '\\x4'")]
    [InlineData("delay:by=5sec", "          ^", "by takes a time: 200ms, 5s, 2m, 1h or 0, not '5sec'")]
    [InlineData("delay:by=soon", "         ^", "by takes a time: 200ms, 5s, 2m, 1h or 0, not 'soon'")]
    [InlineData("delay:by=600h", "         ^", "by takes a time: 200ms, 5s, 2m, 1h or 0, not '600h'")]
    [InlineData("stall:hold=0s", "           ^", "hold takes a time above 0: 200ms, 5s, 2m or 1h, not '0s'")]
    [InlineData("mute:p=0", "       ^", "p takes a probability above 0, at most 1: 0.3 or 30%, not '0'")]
    [InlineData("mute:p=101%", "       ^", "p takes a probability above 0, at most 1: 0.3 or 30%, not '101%'")]
    [InlineData("mute:p=NaN", "       ^", "p takes a probability *")]
    [InlineData("mute:conn=0", "          ^", "conn takes a range, 1 or above: 3, 3-5 or 3-, not '0'")]
    [InlineData("mute:conn=5-3", "            ^", "conn takes a range, 1 or above: 3, 3-5 or 3-, not '5-3'")]
    [InlineData("mute:conn=5-x", "            ^", "conn takes *")]
    [InlineData("mute:conn=-5", "          ^", "conn takes *")]
    [InlineData("throttle:rate=1KB", "               ^", "rate takes bytes per second, 1 or more: 1000, 10KB/s or 1MB/s, not '1KB'")]
    [InlineData("throttle:rate=0.1B/s", "              ^", "rate takes *")]
    [InlineData("refuse:dir=in", "       ^", "refuse takes no 'dir': it acts before anything is sent on the connection")]
    [InlineData("refuse:for=1s", "       ^", "refuse takes no 'for': *")]
    [InlineData("swizzle:msg=1", "        ^", "swizzle takes no 'msg': it stops whole connections at any point")]
    [InlineData("half-close:for=1s", "           ^", "half-close takes no 'for': what has ended cannot be healed")]
    [InlineData("slow-reader:for=1s", "            ^", "slow-reader takes no 'for': it lasts as long as 'hold'")]
    public void A_mistake_is_explained_and_marked(string text, string caret, string problem)
    {
        var wrong = Assert.Throws<SyntaxException>(() => Fault.Parse(text));
        Assert.Equal(text, wrong.Line);
        Assert.Equal(caret, new string(' ', wrong.Caret) + "^");
        Assert.Matches($"^{Regex(problem)}$", wrong.Problem);
        Assert.Equal($"{wrong.Line}\n{caret}\n{wrong.Problem}", wrong.Message);
    }

    [Theory]
    [InlineData("mute:seen=界🥫,evry=1", "mute:seen=界🥫,evry=1", 15)]
    [InlineData("mute:seen=é,evry=1", "mute:seen=é,evry=1", 12)]
    [InlineData("mute:seen=e\u0301,evry=1", "mute:seen=e\u0301,evry=1", 12)]
    [InlineData("mute:seen=\t,evry=1", "mute:seen=\\t,evry=1", 13)]
    [InlineData("mute:seen=\u001b[31m,evry=1", "mute:seen=\\x1B[31m,evry=1", 19)]
    [InlineData("mute:seen=\u202e,evry=1", "mute:seen=\\u{202E},evry=1", 19)]
    [InlineData("mute:seen=a\nb,evry=1", "mute:seen=a\\nb,evry=1", 15)]
    public void The_caret_stands_below_the_mistake_whatever_comes_before(string text, string shown, int caret)
    {
        var wrong = Assert.Throws<SyntaxException>(() => Fault.Parse(text));
        Assert.Equal((shown, caret), (wrong.Line, wrong.Caret));
    }

    [Fact]
    public void Of_a_long_line_what_is_around_the_mistake_is_shown()
    {
        var text = new string('x', 5000);
        var wrong = Assert.Throws<SyntaxException>(() => Fault.Parse($"mute:seen={text},evry=1,seen={text}"));
        Assert.Equal($"…{new string('x', 58)},evry=1,seen={new string('x', 47)}…", wrong.Line);
        Assert.Equal(60, wrong.Caret);
    }

    [Fact]
    public void Several_faults_are_a_plan_in_their_order() =>
        Assert.Equal([new SplitFault(), new MuteFault()], FaultPlan.Parse(["split", "mute"]).Faults);

    private static string Regex(string pattern) =>
        System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal);
}
