using Tincan.Framing;
using Tincan.Reliability.Fuzzing;

namespace Tincan.Reliability.Tests;

/// <summary>A fuzzer that finds nothing proves nothing, unless it finds what is there.</summary>
public sealed class FuzzingTests
{
    [Fact]
    public void The_same_seed_spoils_in_the_same_way()
    {
        var target = new FramerTarget("any", static () => new LineFramer(Dialect.Lf, 300), "one\ntwo\n");

        Assert.Equal(Inputs(target, 7), Inputs(target, 7));
        Assert.NotEqual(Inputs(target, 7), Inputs(target, 8));
    }

    [Fact]
    public async Task A_framer_that_looks_at_the_newest_bytes_only_is_found()
    {
        var found = await FindAsync(new FramerTarget("forgetful", static () => new Forgetful(), "one\r\ntwo\r\n"));

        Assert.Equal("the frames depend on how the stream was cut", found);
    }

    [Fact]
    public async Task A_server_that_says_what_it_was_not_asked_is_found()
    {
        await using var target = new ServerTarget(
            "talkative", new Protocols.Echo.EchoServer(), ("mine", "mine"), static said => said.AsSpan().IndexOf((byte)0xFF) >= 0 ? [.. said, 0] : said, "a line\n");

        Assert.StartsWith("it owes ", await FindAsync(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_gets_another_answer_than_its_own_is_found()
    {
        await using var target = new ServerTarget("misled", new Protocols.Echo.EchoServer(), ("mine", "yours"), static _ => null, "a line\n");

        Assert.Equal("another client gets 'mine'", await FindAsync(target));
    }

    [Fact]
    public async Task A_reader_that_refuses_with_another_exception_is_found()
    {
        var target = new ReaderTarget<FormatException>("rash", static input => input.Contains((byte)0) ? throw new InvalidOperationException("zero") : null, "a\n");

        await Assert.ThrowsAsync<InvalidOperationException>(() => FindAsync(target));
    }

    private static string[] Inputs(FuzzTarget target, int seed)
    {
        var mutator = new Mutator(target, new Random(seed));
        return [.. Enumerable.Range(0, 200).Select(_ => Convert.ToHexString(mutator.Next()))];
    }

    private static async Task<string?> FindAsync(FuzzTarget target)
    {
        var chance = new Random(1);
        var mutator = new Mutator(target, chance);
        for (var input = 0; input < 20_000; input++)
        {
            if (await target.TryAsync(mutator.Next(), chance) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Does not see a CR LF that comes in two pieces.</summary>
    private sealed class Forgetful : IFramer
    {
        public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
        {
            var end = bytes[seen..].IndexOf("\r\n"u8);
            return end < 0 ? FrameCut.NeedMore : FrameCut.Done(seen + end, seen + end + 2);
        }

        public string Missing(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
    }
}
