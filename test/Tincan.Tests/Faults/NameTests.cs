using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Pages.Watching;
using Tincan.Tests.Pages;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults;

/// <summary>Faults of messages that a page names.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("SET", "0 get a\\nSET $b\\nSETTLE\\n")]
    [InlineData("SET $key", "0 get a\\nSET $b\\nSETTLE\\n")]
    [InlineData("get", "0 SET a\\nSET $b\\nSETTLE\\n")]
    [InlineData("SE", "0 SET a\\nget a\\nSET $b\\nSETTLE\\n")]
    [InlineData("nothing", "0 SET a\\nget a\\nSET $b\\nSETTLE\\n")]
    public void Only_messages_with_the_name(string name, string received)
    {
        using var bench = Bench($"mute:dir=in,count=1,name={name}");
        bench.Arrive("SET a\nget a\nSET $b\nSETTLE\n");
        Assert.Equal([received], bench.Received);
    }

    [Fact]
    public void A_torn_message_has_a_name_when_it_is_whole()
    {
        const string Text = "get a\nSET b\nget c\n";
        for (var cut = 1; cut < Text.Length; cut++)
        {
            using var bench = Bench("mute:dir=in,name=SET");
            bench.Arrive(Text[..cut]);
            bench.Arrive(Text[cut..]);
            Assert.Equal("get a\\nget c\\n", string.Concat(bench.Received.Select(static received => received[2..])));
        }
    }

    [Fact]
    public void What_is_held_for_its_name_is_not_lost()
    {
        using var bench = Bench("mute:dir=in,name=SET");
        bench.Arrive("ge");
        Assert.Empty(bench.Received);
        bench.Injector.Remove(1, FaultScope.All);
        Assert.Equal(["0 ge"], bench.Received);

        using var other = Bench("mute:dir=in,name=SET");
        other.Arrive("SE");
        other.ArriveFin();
        Assert.Equal(["0 SE", "0 FIN"], other.Received);
    }

    private static FaultBench Bench(string fault) => new(
        FaultPlan.Parse([fault]),
        new PageWatch(PageText.WithRules("on SET $key:word    send OK\non SETTLE    send OK\non get $key:word    send none\n"), new Dictionary<string, string>()).Codec);
}
