using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using Tincan.Pages.Reading;
using Tincan.Parsing;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Pages;

/// <summary>What a client has to do with a reply that is late, split, wrong, broken off or missing: each case catches a bug, and a good client passes all.</summary>
public sealed class DerivedClientTests
{
    private const string Lines =
        """
        ```protocol
        framing lines lf
        ```

        ## It asks {#asks}

        ```talk
        in: HELLO
        C: HELLO
        S: WORLD
        exit 0
        out: WORLD
        ```
        """;

    private static readonly string Lengths = Lines.Replace("lines lf", "length u16 big", StringComparison.Ordinal);

    public static TheoryData<string> Framings => [Lines, Lengths];

    /// <summary>A bug, and the case that catches it.</summary>
    public enum Bug
    {
        None,
        LateReply,
        SplitReply,
        ReplyAndEnd,
        WrongReply,
        EarlyClose,
        EarlyCloseFails,
        HalfReply,
        HalfReplyFails,
        Reset,
        OversizedReply,
        Refused,
    }

    public static TheoryData<Bug> Bugs => [.. Enum.GetValues<Bug>().Where(static bug => bug != Bug.None)];

    [Theory]
    [MemberData(nameof(Framings))]
    public void A_good_client_passes(string page) => Assert.Empty(Failed(Read(page), Bug.None));

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_bug_is_caught(Bug bug)
    {
        var failed = Failed(Read(Lines), bug);

        Assert.Contains($"test.client.{Readable.WordsOf<Bug>()[(int)bug]}", failed);
    }

    [Fact]
    public void Each_names_the_reply_of_the_page()
    {
        var suite = Read(Lines);

        IEnumerable<string> expected = ["test.client.asks", .. Bugs.Select(static row => $"test.client.{Readable.WordsOf<Bug>()[(int)row.Data]}")];
        Assert.Equal(expected.Order(StringComparer.Ordinal), suite.Cases.Select(static one => one.Id).Order(StringComparer.Ordinal));
        Assert.All(suite.Cases.Where(static one => one.Id is not ("test.client.asks" or "test.client.refused")), static one => Assert.Matches("'WORLD'|'HELLO'", one.Requirement));
    }

    /// <summary>Where the page does not say what becomes of the reply, nobody can tell whether the client has taken it.</summary>
    [Fact]
    public void A_reply_that_shows_nowhere_cannot_be_late()
    {
        var suite = Read(Lines.Replace("exit 0\nout: WORLD\n", "", StringComparison.Ordinal));

        Assert.DoesNotContain(suite.Cases, static one => one.Id is "test.client.late-reply" or "test.client.split-reply" or "test.client.reply-and-end");
        Assert.Contains(suite.Cases, static one => one.Id == "test.client.half-reply");
    }

    /// <summary>Some clients ask again when the server has closed without an answer: it has gone, so they end.</summary>
    [Fact]
    public void A_client_that_connects_again_finds_no_server()
    {
        var suite = Read(Lines);
        var client = Mutant.Of(suite, "test", "asks again", new HostedClient(async (launch, output, cancel) =>
        {
            // Until it is refused.
            while (await RunAsync(launch, output, hasHeader: false, Bug.Refused, cancel) != 0)
            {
            }

            return 1;
        }));

        Assert.Empty(suite.Cases.Where(static one => one.Id is "test.client.early-close" or "test.client.early-close-fails" or "test.client.half-reply" or "test.client.half-reply-fails" or "test.client.reset" or "test.client.oversized-reply")
            .Where(one => SelfTest.Fails(client, one)).Select(static one => one.Id));
    }

    private static Suite Read(string page) => PageSuite.Of(PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(page), "test.md")), Side.Client);

    private static List<string> Failed(Suite suite, Bug bug)
    {
        var hasHeader = suite.Codec!.HeaderSize > 0;
        var client = Mutant.Of(suite, "test", $"{bug}", new HostedClient((launch, output, cancel) => RunAsync(launch, output, hasHeader, bug, cancel)));
        return [.. suite.Cases.Where(one => SelfTest.Fails(client, one)).Select(static one => one.Id)];
    }

    /// <summary>Sends what is typed, and prints the reply.</summary>
    private static async Task<int> RunAsync(Launch launch, Stream output, bool hasHeader, Bug bug, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        List<byte> came = [];
        try
        {
            await using var wire = await launch.ConnectAsync(launch.Server!, cancel);
            var line = launch.Input.ToArray().AsSpan().TrimEnd((byte)'\n').ToArray();
            byte[] request = hasHeader ? [0, (byte)line.Length, .. line] : [.. line, (byte)'\n'];
            await wire.SendAsync(request, cancel);
            string? reply;
            while ((reply = Reply(came, hasHeader)) is null)
            {
                var receiving = wire.ReceiveAsync(buffer, cancel).AsTask();
                if (bug == Bug.LateReply && await Task.WhenAny(receiving, Task.Delay(TimeSpan.FromMilliseconds(500), launch.Options.Time, cancel)) != receiving)
                {
                    return 1;
                }

                var count = await receiving;
                came.AddRange(buffer.AsSpan(0, count));
                if (bug == Bug.SplitReply && came.Count > 0)
                {
                    output.Write([.. came]);
                    return 0;
                }

                if ((bug == Bug.EarlyClose && count + came.Count == 0) || (bug == Bug.HalfReply && count == 0 && came.Count > 0) || (bug == Bug.OversizedReply && came.Count > 1024 * 1024))
                {
                    await launch.HangAsync(cancel);
                }

                if (count == 0)
                {
                    return bug == (came.Count == 0 ? Bug.EarlyCloseFails : Bug.HalfReplyFails) ? 0 : 1;
                }
            }

            if (bug == Bug.WrongReply && reply != "WORLD")
            {
                await launch.HangAsync(cancel);
            }

            if (bug == Bug.ReplyAndEnd && await IsOverAsync(wire, launch, cancel))
            {
                return 1;
            }

            output.Write(Encoding.UTF8.GetBytes($"{reply}\n"));
            return 0;
        }
        catch (ConnectException)
        {
            return bug == Bug.Refused ? 0 : 1;
        }
        catch (WireException)
        {
            return bug == Bug.Reset ? 0 : 1;
        }
    }

    private static async Task<bool> IsOverAsync(Wire wire, Launch launch, CancellationToken cancel)
    {
        using var quiet = new CancellationTokenSource(TimeSpan.FromMilliseconds(50), launch.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancel);
        try
        {
            return await wire.ReceiveAsync(new byte[1], either.Token) == 0;
        }
        catch (OperationCanceledException) when (quiet.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string? Reply(List<byte> came, bool hasHeader)
    {
        byte[] all = [.. came];
        var end = hasHeader ? (all.Length < 2 ? -1 : 2 + (all[0] * 256) + all[1]) : all.AsSpan().IndexOf((byte)'\n');
        return end < 0 || all.Length < end ? null : Encoding.UTF8.GetString(all, hasHeader ? 2 : 0, end - (hasHeader ? 2 : 0));
    }
}
