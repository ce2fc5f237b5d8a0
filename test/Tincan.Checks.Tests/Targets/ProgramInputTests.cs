using System.Collections.Concurrent;
using Tincan.Checks.Targets;
using Tincan.Mutants.Simulated;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Targets;

public sealed class ProgramInputTests
{
    private static readonly byte[] Input = "Of the case\n"u8.ToArray();

    [Theory]
    [InlineData(5)]
    [InlineData(19)]
    public void A_program_that_is_busy_for_long_before_it_asks_is_answered(int seconds) => Assert.Equal("7000\nOf the case\n", Typed(asksAfter: seconds, busyFor: seconds));

    [Fact]
    public void A_program_that_waits_and_asks_nothing_gets_the_input_of_the_case() => Assert.Equal("Of the case\n", Typed(asksAfter: 5, busyFor: 0));

    [Fact]
    public void A_program_that_stays_busy_gets_the_input_of_the_case_in_the_end() => Assert.Equal("Of the case\n", Typed(asksAfter: 100, busyFor: 100));

    [Theory]
    [InlineData("", 0.5, 0.1)]
    [InlineData("Text: ", 0.1, 0.1)]
    public void Where_an_earlier_run_has_read_the_input_of_the_case_a_later_one_gets_it_at_once(string question, double least, double most)
    {
        ConcurrentDictionary<string, bool> known = [];
        Assert.True(Waited(question, known, hasConnected: true).TotalSeconds >= least);
        Assert.True(Waited(question, known, hasConnected: true).TotalSeconds < most);
    }

    [Fact]
    public void A_run_that_has_not_connected_says_nothing_about_the_next()
    {
        ConcurrentDictionary<string, bool> known = [];
        Waited("", known, hasConnected: false);
        Assert.Empty(known);
    }

    /// <summary>How long a client waits for its input that writes this question, reads, and then connects, or ends.</summary>
    private static TimeSpan Waited(string question, ConcurrentDictionary<string, bool> known, bool hasConnected) => Simulation.Run(async simulation =>
    {
        var began = simulation.Time.GetTimestamp();
        var output = new ProgramOutput();
        await output.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(question)), isStandardOutput: true);
        var input = new ProgramInput(new MemoryStream(), output, static () => true, static () => false, new Prompts(new HostPort("127.0.0.1", 7000), isServer: false, static _ => { }, known), simulation.Time);
        await input.TypeAsync(Input);
        var waited = simulation.Time.GetElapsedTime(began);
        input.Release(hasConnected);
        return waited;
    });

    /// <summary>What a program is given that asks for its port after some time, and is busy at first.</summary>
    private static string Typed(int asksAfter, int busyFor) => Simulation.Run(async simulation =>
    {
        var time = simulation.Time;
        var began = time.GetTimestamp();
        var output = new ProgramOutput();
        var typed = new MemoryStream();
        var input = new ProgramInput(typed, output, static () => false, () => time.GetElapsedTime(began) < TimeSpan.FromSeconds(busyFor), new Prompts(new HostPort("127.0.0.1", 7000), isServer: true, static _ => { }, []), time);
        var typing = input.TypeAsync(Input);
        var waiting = Task.Delay(TimeSpan.FromSeconds(asksAfter), time);
        if (await Task.WhenAny(typing, waiting) == waiting)
        {
            await output.ReadAsync(new MemoryStream("Port: "u8.ToArray()), isStandardOutput: true);
        }

        await typing;
        return Encoding.UTF8.GetString(typed.ToArray());
    });
}
