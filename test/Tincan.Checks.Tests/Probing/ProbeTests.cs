using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using static Tincan.Checks.Tests.Probing.OddServers;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Programs that do not answer, answer something else, or do not start.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void A_program_that_answers_nothing_is_noted()
    {
        var found = Find(PageSuite.OfLibrary("names.server"), new DelegateServer(static conversation => ReadsAsync(conversation, static _ => null)));

        Assert.Equal(Dialect.Raw, found.Options.Dialect);
        Assert.Contains("its line end is unknown", Assert.Single(found.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_reads_to_the_end_of_the_stream_is_noted()
    {
        var found = Find(PageSuite.OfLibrary("names.server"), new DelegateServer(ToTheEndAsync));

        Assert.Contains("only after the client had finished (FIN): it reads until the end of the stream", Assert.Single(found.Notes), StringComparison.Ordinal);

        static async Task ToTheEndAsync(Conversation conversation)
        {
            var come = "";
            var buffer = new byte[100];
            while (await conversation.Wire.ReceiveAsync(buffer) is var count and > 0)
            {
                come += Encoding.ASCII.GetString(buffer, 0, count);
            }

            await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(Hit(come.Trim()) ?? ""));
        }
    }

    [Theory]
    [InlineData("Received", "and does not send what is typed at its keyboard")]
    [InlineData("Yes, speak up!", "raw: ")]
    public void A_talk_server_that_answers_by_itself_is_noted(string answer, string note)
    {
        var found = Find(PageSuite.OfLibrary("talk.server"), new DelegateServer(conversation => GreetAsync(conversation, "", _ => answer)));

        Assert.Contains(note, found.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_does_not_listen_is_started_once()
    {
        var program = new NeverListens();

        var found = Bench.Find(PageSuite.OfLibrary("names.server"), program, Options);

        Assert.Equal((1, "it did not listen"), (program.Started, found.StartFailure?.Message));
    }

    [Fact]
    public void A_missing_program_is_an_error() =>
        Assert.Throws<TargetException>(() => Bench.Find(PageSuite.OfLibrary("names.server"), new Bench.NoProgram(), Options));

    private sealed class NeverListens : ITarget
    {
        public int Started { get; private set; }

        public bool CanRunInParallel => false;

        public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
        {
            Started++;
            throw new CheckFailedException(FailureKind.NeverConnected, "it did not listen") { IsStartFailure = true };
        }
    }
}
